/** A question as it stands on the page: its title, the widget of its type, and what every question may have around it. */
import { useId, useRef, useState } from "react";

import type { Envelope, Fault, Json, Na, Suggestion } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { faultsUnder } from "../../schema/faults";
import type { Posed } from "../../schema/kinds";
import { NaButtons } from "./NaButtons";
import { Suggested } from "./Suggested";
import { titleOf } from "./titles";
import { useFocus } from "./useFocus";
import { WhyField } from "./WhyField";

export interface FrameProps {
  readonly posed: Posed;
  /** Its key on the page. */
  readonly at: string;
  readonly envelope: Envelope | undefined;
  readonly active: boolean;
  /** What the server said of it; pointers are relative to the envelope. */
  readonly faults: readonly Fault[];
  /** What is said of it after a try to submit. */
  readonly lack: string | null;
  readonly tried: number;
  /** What others proposed and is shown. */
  readonly suggestions?: readonly Suggestion[];
  /** How many more are hidden until somebody opens them (`onOpen`). */
  readonly hidden?: number;
  readonly onOpen?: () => void;
  /** One of them was taken over. */
  readonly onTaken?: (suggestion: Suggestion) => void;
  /** What it is about, where only its place says so. */
  readonly about?: string;
  readonly heading?: "h2" | "h3";
  readonly onEnvelope: (envelope: Envelope | undefined, done?: boolean) => void;
  readonly onActivate: () => void;
}

export function Frame(props: FrameProps) {
  const { posed, envelope, active, faults, lack, suggestions = [], heading: Heading = "h2", onEnvelope } = props;
  const { question, context, type } = posed;
  const id = useId();
  const block = useRef<HTMLElement>(null);
  useFocus(block, active);
  const why = envelope?.why;
  const kept = why ? { why } : {};
  const setValue = (value: Json | undefined, done?: boolean) => {
    onEnvelope(value === undefined ? (why ? kept : undefined) : { value, ...kept }, done);
  };
  const setNa = (na: Na) => {
    if (envelope?.na === na) onEnvelope(why ? kept : undefined);
    else onEnvelope({ na, ...kept }, true);
  };
  const [whyOpen, setWhyOpen] = useState(false);
  const whyNeeded = question.justification === "required" && envelope?.na === undefined;
  const allowsWhy = (question.justification ?? "none") !== "none" || envelope?.na !== undefined;
  const whyShown = allowsWhy && (whyNeeded || whyOpen || Boolean(why));
  const first = suggestions[0];
  const take = (suggestion: Suggestion) => {
    props.onTaken?.(suggestion);
    setValue(suggestion.value, true);
  };
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
      "work.take": () => (first ? take(first) : props.hidden ? props.onOpen?.() : false),
    },
    { active, level: 10 },
  );
  const state = active ? "now" : envelope?.value !== undefined || envelope?.na ? "done" : "";
  const onValue = faultsUnder(faults, "value");
  const shown = type?.showsFaults ? faults.filter((fault) => !fault.pointer.startsWith("/value/")) : faults;
  return (
    <section
      ref={block}
      tabIndex={-1}
      aria-labelledby={id}
      aria-current={active ? "true" : undefined}
      data-question={props.at}
      className={`q ${state}`}
      onFocusCapture={() => !active && props.onActivate()}
      onPointerDown={() => !active && props.onActivate()}
    >
      <header className="q-title">
        <Heading id={id} dir="auto">
          {titleOf(question)}
          {props.about && <span className="hidden">, {props.about}</span>}
        </Heading>
        {lack ? (
          <span className="need">{lack}</span>
        ) : (
          !posed.required && <span className="quiet small">{t("work.optional")}</span>
        )}
      </header>
      {question.help && (
        <p className="small quiet q-help" dir="auto">
          {question.help}
        </p>
      )}
      {type && suggestions.length > 0 && <Suggested posed={posed} suggestions={suggestions} onTake={take} />}
      {type && props.hidden ? (
        <button type="button" className="button edge small q-hidden" onClick={props.onOpen}>
          {t("work.openSuggestions", { n: props.hidden })} <ActionKey id="work.take" />
        </button>
      ) : null}
      {type ? (
        <type.Widget
          question={question}
          context={context}
          value={envelope?.value}
          active={active}
          labelledBy={id}
          faults={onValue}
          tried={props.tried}
          onChange={setValue}
        />
      ) : (
        <p role="alert">{t("work.unknownType", { type: question.type })}</p>
      )}
      <div className="q-na">
        <NaButtons question={question} na={envelope?.na} onNa={setNa} />
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
          value={why ?? ""}
          onChange={(words) => onEnvelope({ ...envelope, why: words })}
        />
      )}
      {shown.map((fault) => (
        <p key={fault.pointer + fault.code} className="bad small" role="alert">
          {fault.message}
        </p>
      ))}
    </section>
  );
}
