/** One question of one element: its title, the widget of its type, and what every question may have around it. */
import { useEffect, useId, useRef } from "react";

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
  /** Whether its title is said by what it stands in. */
  readonly compact?: boolean;
}

export function QuestionBlock({ one, desk, faults, lack, compact }: Props) {
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
  const whyArea = useRef<HTMLTextAreaElement>(null);
  const allowsWhy = (question.justification ?? "none") !== "none" || envelope?.na !== undefined;
  useHotkeys(
    "annotate",
    {
      "work.na": () => (question.allow_na ? setNa("not_applicable") : false),
      "work.cannot": () => (question.allow_cannot_assess ? setNa("cannot_assess") : false),
      "work.why": () => (allowsWhy ? whyArea.current?.focus() : false),
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
      <NaButtons one={one} envelope={envelope} onNa={setNa} />
      {allowsWhy && (
        <label className="q-why">
          <span className="small quiet">
            {question.justification === "required" && envelope?.na === undefined ? t("work.whyNeeded") : t("work.why")}{" "}
            {active && <ActionKey id="work.why" />}
          </span>
          <textarea
            ref={whyArea}
            className="field area"
            data-why
            rows={1}
            dir="auto"
            value={envelope?.why ?? ""}
            onChange={(event) => desk.answer(one, { ...envelope, why: event.target.value })}
          />
        </label>
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
  if (!allow_na && !allow_cannot_assess) return null;
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
    <div className="q-na">
      {allow_na && button("not_applicable", "work.na", t("work.notApplicable"))}
      {allow_cannot_assess && button("cannot_assess", "work.cannot", t("work.cannotAssess"))}
    </div>
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
    node.scrollIntoView({ block: "nearest" });
    const other = document.activeElement;
    if (node.contains(other)) return;
    // someone who writes in a search or the guidelines is not pulled away
    if (writing(other) && !other?.closest("[data-question]")) return;
    node.focus({ preventScroll: true });
  }, [block, active]);
}
