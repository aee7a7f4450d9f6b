/** One question of one element: its title, the widget of its type, and what every question may have around it. */
import { useEffect, useId, useRef, useState } from "react";

import type { Envelope, Fault, Json, Na } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys, writing } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { questionType } from "../../questions/registry";
import { given, type Asked } from "../../schema/answers";
import { titleOf } from "./titles";
import { pointsAt, type Desk } from "./useDesk";

interface Props {
  readonly one: Asked;
  readonly desk: Desk;
  readonly faults: readonly Fault[];
  /** What is said of it after a try to submit. */
  readonly lack: string | null;
  /** Whether it stands under an element, which says what it is about. */
  readonly compact?: boolean;
  /** Whether only a line of it is shown while it is not the active question. */
  readonly folds?: boolean;
}

export function QuestionBlock(props: Props) {
  const { one, desk } = props;
  if (props.folds && desk.active !== one.key) return <FoldedQuestion {...props} />;
  return <OpenQuestion {...props} />;
}

/** A line that says the question and the answer so far; choosing it makes it the active question. */
function FoldedQuestion({ one, desk, lack, faults }: Props) {
  const envelope = given(one, desk.answers);
  const type = questionType(one.question.type);
  const fault = faults.find((each) => pointsAt(each.pointer, one));
  return (
    <button type="button" className="q-folded" data-question={one.key} onClick={() => desk.activate(one.key)}>
      <b dir="auto">{titleOf(one.question)}</b>
      <span className={lack || fault ? "need" : "quiet"}>
        {fault?.message ??
          lack ??
          (envelope?.na ? (
            t(envelope.na === "not_applicable" ? "work.notApplicable" : "work.cannotAssess")
          ) : envelope?.value !== undefined && type ? (
            <type.View question={one.question} context={one.context} value={envelope.value} />
          ) : one.required ? (
            t("work.notAnswered")
          ) : (
            t("work.optional")
          ))}
      </span>
    </button>
  );
}

function OpenQuestion({ one, desk, faults, lack, compact }: Props) {
  const { question } = one;
  const id = useId();
  const block = useRef<HTMLElement>(null);
  const active = desk.active === one.key;
  const envelope = given(one, desk.answers);
  const type = questionType(question.type);
  const own = faults.filter((fault) => pointsAt(fault.pointer, one));
  useFocus(block, active);
  const setValue = (value: Json | undefined, done?: boolean) => {
    const why = envelope?.why;
    desk.answer(one, value === undefined ? (why ? { why } : undefined) : { value, ...(why ? { why } : {}) }, done);
  };
  const setNa = (na: Na) => {
    const why = envelope?.why;
    if (envelope?.na === na) desk.answer(one, why ? { why } : undefined);
    else desk.answer(one, { na, ...(why ? { why } : {}) }, true);
  };
  const suggestion = useSuggestion(one, envelope);
  const [whyOpen, setWhyOpen] = useState(false);
  const whyNeeded = question.justification === "required" && envelope?.na === undefined;
  const allowsWhy = (question.justification ?? "none") !== "none" || envelope?.na !== undefined;
  const whyShown = allowsWhy && (whyNeeded || whyOpen || Boolean(envelope?.why));
  useHotkeys(
    "annotate",
    {
      "work.na": () => (question.allow_na ? setNa("not_applicable") : false),
      "work.cannot": () => (question.allow_cannot_assess ? setNa("cannot_assess") : false),
      "work.why": () => {
        if (!allowsWhy) return false;
        setWhyOpen(true);
        block.current?.querySelector<HTMLElement>("[data-why]")?.focus();
      },
      "work.take": () => (suggestion ? setValue(suggestion.value, true) : false),
    },
    { active, level: 10 },
  );
  const state = active ? "now" : envelope?.value !== undefined || envelope?.na ? "done" : "";
  return (
    <section
      ref={block}
      tabIndex={-1}
      aria-labelledby={id}
      aria-current={active ? "true" : undefined}
      data-question={one.key}
      className={`q ${state}`}
      onFocusCapture={() => !active && desk.activate(one.key)}
      onPointerDown={() => !active && desk.activate(one.key)}
    >
      <header className="q-title">
        <h2 id={id} dir="auto">
          {titleOf(question)}
          {compact && one.element && <span className="hidden">, {one.element}</span>}
        </h2>
        {lack ? (
          <span className="need">{lack}</span>
        ) : (
          !one.required && <span className="quiet small">{t("work.optional")}</span>
        )}
      </header>
      {question.help && (
        <p className="small quiet q-help" dir="auto">
          {question.help}
        </p>
      )}
      {suggestion && type && (
        <p className="small q-suggested">
          <span className="quiet">{t("work.suggested")}</span>
          <type.View question={question} context={one.context} value={suggestion.value} />
          {suggestion.score !== undefined && <span className="quiet num"> {suggestion.score.toFixed(2)}</span>}
          <button type="button" className="button small" onClick={() => setValue(suggestion.value, true)}>
            {t("work.take")} <ActionKey id="work.take" />
          </button>
        </p>
      )}
      {type ? (
        <type.Widget
          question={question}
          context={one.context}
          value={envelope?.value}
          active={active}
          labelledBy={id}
          onChange={setValue}
        />
      ) : (
        <p role="alert">{t("work.unknownType", { type: question.type })}</p>
      )}
      <div className="q-na">
        <NaButtons one={one} envelope={envelope} onNa={setNa} />
        {allowsWhy && !whyShown && (
          <button type="button" className="opt quiet" onClick={() => setWhyOpen(true)}>
            <ActionKey id="work.why" />
            {t("work.addWhy")}
          </button>
        )}
      </div>
      {whyShown && (
        <WhyField
          words={whyNeeded ? t("work.whyNeeded") : t("work.why")}
          focused={whyOpen}
          value={envelope?.why ?? ""}
          onChange={(why) => desk.answer(one, { ...envelope, why })}
        />
      )}
      {own.map((fault) => (
        <p key={fault.pointer + fault.code} className="bad small" role="alert">
          {fault.message}
        </p>
      ))}
    </section>
  );
}

function NaButtons({ one, envelope, onNa }: { one: Asked; envelope: Envelope | undefined; onNa: (na: Na) => void }) {
  const { allow_na, allow_cannot_assess } = one.question;
  const button = (na: Na, action: string, words: string) => (
    <button
      type="button"
      aria-pressed={envelope?.na === na}
      className={envelope?.na === na ? "opt on" : "opt"}
      onClick={() => onNa(na)}
    >
      <ActionKey id={action} />
      {words}
    </button>
  );
  return (
    <>
      {allow_na && button("not_applicable", "work.na", t("work.notApplicable"))}
      {allow_cannot_assess && button("cannot_assess", "work.cannot", t("work.cannotAssess"))}
    </>
  );
}

interface WhyProps {
  readonly words: string;
  readonly focused: boolean;
  readonly value: string;
  readonly onChange: (why: string) => void;
}

function WhyField({ words, focused, value, onChange }: WhyProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focused) area.current?.focus();
  }, [focused]);
  return (
    <label className="q-why">
      <span className="small quiet">{words}</span>
      <textarea
        ref={area}
        className="field area"
        data-why
        rows={1}
        dir="auto"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

/** The suggestion to show: while it is not answered, and suggestions are not hidden. */
function useSuggestion(one: Asked, envelope: Envelope | undefined) {
  const mode = one.question.suggestions ?? "hint";
  if (mode === "hidden" || mode === "holdout" || envelope?.value !== undefined || envelope?.na) return undefined;
  return one.context.record.suggestions?.find(
    (each) => each.question === one.question.name && (each.element ?? "") === one.element,
  );
}

/** The active question is in view and has the focus, unless something in it has it already. */
function useFocus(block: React.RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const node = block.current;
    if (!active || !node) return;
    // answers that share one scrolling area come into view with their question
    (node.closest("[data-together] > article") ?? node).scrollIntoView({ block: "nearest" });
    const other = document.activeElement;
    if (node.contains(other)) return;
    // someone who writes in a search or the guidelines is not pulled away
    if (writing(other) && !other?.closest("[data-question]")) return;
    node.focus({ preventScroll: true });
  }, [block, active]);
}
