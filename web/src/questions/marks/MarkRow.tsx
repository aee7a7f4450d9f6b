/** One mark of the list: its label, what it quotes, what is said of it; open while it is the chosen one. */
import { memo, useEffect, useRef } from "react";

import { Inner as InnerLayers } from "../../anchors/AnchorStage";
import { toneOf, type Choice } from "../../anchors/entries";
import { Swatch } from "../../anchors/Swatch";
import type { Fault } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ActionKey } from "../../hotkeys/Keys";
import { posedWithin, type Inner } from "../../schema/ask";
import { faultsUnder } from "../../schema/faults";
import type { Context, Question } from "../../schema/kinds";
import { questionsWithin } from "../../schema/questions";
import { Ask } from "../ask/Ask";
import { Said } from "../frame/Folded";
import { isWhole } from "../listed";
import { listing, type Mark } from "./marks";

export interface RowProps {
  readonly mark: Mark;
  /** Its place in the answer, for what the server said of it. */
  readonly index: number;
  readonly question: Question;
  readonly context: Context;
  readonly at: string;
  readonly entries: readonly Choice[];
  readonly active: boolean;
  readonly now: boolean;
  /** "moved" or "lost" where its text is not where it says. */
  readonly state: string | undefined;
  readonly faults: readonly Fault[];
  readonly tried: number;
}

/** What a row does. */
export interface RowActs {
  readonly onChoose: (id: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onAnswers: (id: string, answers: Inner, done: boolean) => void;
}

export const MarkRow = memo(function MarkRow(props: RowProps & RowActs) {
  const { mark, index, question, context, entries, active, now, state, tried } = props;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (now) row.current?.scrollIntoView({ block: "nearest" });
  }, [now]);
  const title = entries.find((one) => one.path === mark.label)?.title ?? mark.label;
  const quote = mark.anchor.quote ?? t("marks.wholeOf", { at: mark.anchor.at });
  const faults = faultsUnder(props.faults, index);
  const own = faults.filter((fault) => !fault.pointer.startsWith("/answers"));
  const lacks = tried > 0 && !isWhole(mark, question, context, listing);
  return (
    <div ref={row} className={now ? "marks-row now" : "marks-row"} aria-current={now ? "true" : undefined}>
      <div className="marks-head">
        <button type="button" className="marks-quote" onClick={() => props.onChoose(mark.id)}>
          <Swatch tone={toneOf(entries, mark.label)} />
          <span dir="auto" className={state === "lost" ? "marks-words gone" : "marks-words"}>
            {quote}
          </span>
          {title !== undefined && (
            <span className="small quiet" dir="auto">
              {title}
            </span>
          )}
        </button>
        {lacks && <span className="need small">{t("work.needed")}</span>}
        {state && <span className="need small">{t(state === "lost" ? "marks.lost" : "marks.moved")}</span>}
        {now && (
          <button type="button" className="button small marks-remove" onClick={() => props.onRemove(mark.id)}>
            {t("work.remove")}
            <span className="hidden">{`: ${quote}`}</span> <ActionKey id="anchors.remove" />
          </button>
        )}
      </div>
      {own.map((fault) => (
        <p key={fault.pointer + fault.code} className="bad small" role="alert">
          {fault.message}
        </p>
      ))}
      {now && questionsWithin(question).length > 0 ? (
        <InnerLayers>
          <Ask
            question={question}
            context={context}
            own={listing.own(mark)}
            answers={mark.answers ?? {}}
            at={`${props.at}/${mark.id}`}
            about={quote}
            active={active}
            faults={faultsUnder(faults, "answers")}
            tried={tried}
            onChange={(answers, done) => props.onAnswers(mark.id, answers, done)}
          />
        </InnerLayers>
      ) : (
        <SaidOf mark={mark} question={question} context={context} />
      )}
    </div>
  );
});

/** What is said of a mark, in a line. */
function SaidOf({ mark, question, context }: Pick<RowProps, "mark" | "question" | "context">) {
  const given = mark.answers ?? {};
  if (!Object.keys(given).length) return null;
  const said = posedWithin(question, listing.own(mark), given, context).filter((one) => given[one.question.name]);
  return (
    <p className="marks-answers small quiet">
      {said.map((one) => (
        <span key={one.question.name}>
          <span dir="auto">{one.question.title || one.question.name}</span>{" "}
          <b>
            <Said posed={one} envelope={given[one.question.name]} />
          </b>
        </span>
      ))}
    </p>
  );
}
