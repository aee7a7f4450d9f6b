/** One step: what it is and took on the left, what was said, called and came back on the right. */
import { memo, useMemo, useRef, type ReactNode } from "react";

import { number, t } from "../../app/catalogue";
import { keeper, useKeeper } from "../content/keeping";
import { Prose } from "../content/Prose";
import { Written } from "../content/Written";
import { elementPlace } from "../place";
import { failed, told, type Step, type Stretch } from "./steps";
import type { Placed } from "./tree";
import { kindWords, measures } from "./words";

interface Props {
  readonly name: string;
  readonly one: Placed;
  /** When the run began, in seconds. */
  readonly start: number | null;
  readonly folded: boolean;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
  readonly asked?: ReactNode;
  readonly onFold: (id: string) => void;
  readonly onGo: (index: number) => void;
}

/** Lines of an observation or a message that are shown before the rest is asked for. */
const LINES = 16;

export function StepView(props: Props) {
  const { name, one, folded, onFold } = props;
  const { step, index } = one;
  const place = useRef<HTMLElement>(null);
  useKeeper(place, ({ at }) => {
    if (folded && at === `${name}/${step.id}`) onFold(step.id);
  });
  const words = [kindWords(step.kind), step.tool].filter(Boolean).join(" ");
  return (
    <article
      ref={place}
      className={`step depth-${one.depth} ${step.kind}${failed(step) ? " failed" : ""}${folded ? " folded" : ""}`}
      aria-label={`${t("fields.step", { n: index + 1 })}, ${words}`}
      {...elementPlace(name, step.id)}
      {...keeper}
    >
      <button
        type="button"
        className="step-number num"
        aria-expanded={!folded}
        aria-label={t("fields.foldStep", { n: index + 1 })}
        onClick={() => onFold(step.id)}
      >
        {number(index + 1)}
      </button>
      <Side {...props} />
      <div className="step-body">
        {folded ? <Line step={step} /> : <Body step={step} lang={props.lang} dir={props.dir} />}
        {props.asked}
      </div>
    </article>
  );
}

/** What it is, who did it, what it took, where it belongs. */
function Side({ one, start, folded, onGo }: Props) {
  const { step, answers, branch } = one;
  const took = measures(step, start);
  return (
    <div className="step-side">
      <span className="name">{kindWords(step.kind)}</span>
      {step.agent && <span className="small">{step.agent}</span>}
      {!folded && (
        <>
          {step.role && step.role !== step.agent && <span className="small quiet">{step.role}</span>}
          {branch && <span className="small step-branch">{t("fields.branch", branch)}</span>}
          {answers !== undefined && (
            <button type="button" className="link small" onClick={() => onGo(answers)}>
              {t("fields.replyTo", { n: answers + 1 })}
            </button>
          )}
          {one.lost && <span className="small warn">{t("fields.lostParent")}</span>}
          {took.length > 0 && <span className="small quiet num">{took.join(" · ")}</span>}
        </>
      )}
      {failed(step) && <span className="small bad">{t("fields.failed")}</span>}
    </div>
  );
}

/** The first line of a folded step. */
function Line({ step }: { step: Step }) {
  const words = told(step).text.slice(0, 400).trim().split("\n")[0];
  return (
    <p className="step-line" dir="auto">
      {words || <span className="quiet">{t("work.emptyText")}</span>}
    </p>
  );
}

/** An answer to a question does not make it read the step again. */
const Body = memo(function Body({ step, lang, dir }: Pick<Props, "lang" | "dir"> & { readonly step: Step }) {
  const said = useMemo(() => told(step), [step]);
  const shared = { lang, dir, fold: LINES };
  const nothing = !said.content.some((part) => part.text || part.type !== "text") && !said.args && !said.result;
  return (
    <>
      {said.content.map((part) =>
        part.type !== "text" ? (
          <p key={part.start} className="image-named">
            {t("work.partNotShown", { type: part.type })}
          </p>
        ) : (
          part.text && (
            <Written
              key={part.start}
              text={part.text}
              start={part.start}
              format={step.kind === "observation" ? "plain" : "markdown"}
              {...shared}
            />
          )
        ),
      )}
      {step.tool && <p className="step-tool">{step.tool}</p>}
      {said.args && <Written text={said.args.text} start={said.args.start} pairs {...shared} />}
      {said.result && <Came words={step.tool ? t("fields.result") : ""} stretch={said.result} {...shared} />}
      {said.error && failed(step) && <Came words={t("fields.error")} stretch={said.error} bad {...shared} />}
      {nothing && !step.tool && !failed(step) && <Prose text="" format="plain" />}
    </>
  );
});

interface CameProps {
  readonly words: string;
  readonly stretch: Stretch;
  readonly bad?: boolean;
  readonly fold: number;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

/** What came back. */
function Came({ words, stretch, bad, ...shared }: CameProps) {
  return (
    <div className={bad ? "step-came bad-came" : "step-came"}>
      {words && <p className="name">{words}</p>}
      <Written text={stretch.text} start={stretch.start} {...shared} />
    </div>
  );
}
