/** A question of many elements shown as one: a curve over the parts of a text. */
import { useId, useRef } from "react";

import type { Anchor } from "../../anchors/anchor";
import { useLayer } from "../../anchors/AnchorStage";
import type { Envelope, Json, Na } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { NaButtons } from "../../questions/frame/NaButtons";
import { titleOf } from "../../questions/frame/titles";
import { useFocus } from "../../questions/frame/useFocus";
import { given, lacks, type Asked } from "../../schema/answers";
import type { Element } from "../../schema/kinds";
import type { Desk } from "./useDesk";

interface Props {
  /** The question as asked of each element, in order. */
  readonly ones: readonly Asked[];
  readonly desk: Desk;
  readonly tried: number;
  /** What the server said. */
  readonly faults: readonly string[];
}

/** The element whose turn it is stands out in the record: it is what is judged. */
function useTurn(key: string, active: Asked | undefined): void {
  const at = active && `${active.question.each}/${active.element}`;
  useLayer(`turn/${key}`, {
    active: at !== undefined,
    drawings: at === undefined ? [] : [{ id: at, anchor: anchorAt(at), tone: 1, words: "" }],
    current: at,
    within: "",
    spans: false,
    elements: false,
    inParts: false,
    entries: [],
    onPick: () => null,
    onChoose: () => undefined,
  });
}

// one object a place: what was found of an anchor is remembered by it
const anchors = new Map<string, Anchor>();
function anchorAt(at: string): Anchor {
  const known = anchors.get(at) ?? { at };
  anchors.set(at, known);
  return known;
}

export function TogetherBlock({ ones, desk, tried, faults }: Props) {
  const id = useId();
  const block = useRef<HTMLElement>(null);
  const active = ones.find((one) => one.key === desk.active);
  const first = ones[0];
  useFocus(block, active !== undefined);
  useTurn(first?.key ?? "", active);
  const setNa = (na: Na) => {
    if (active) desk.answer(active, given(active, desk.answers)?.na === na ? undefined : { na }, true);
  };
  useHotkeys(
    "annotate",
    {
      "work.na": () => (first?.question.allow_na ? setNa("not_applicable") : false),
      "work.cannot": () => (first?.question.allow_cannot_assess ? setNa("cannot_assess") : false),
    },
    { active: active !== undefined, level: 10 },
  );
  if (!first?.type?.Together) return null;
  const { Together } = first.type;
  const { question } = first;
  const draw = (values: ReadonlyMap<string, Json>, stroke: string) => {
    const said = ones.flatMap((one): (readonly [Asked, Envelope])[] => {
      const value = values.get(one.element);
      return value === undefined ? [] : [[one, { value }]];
    });
    desk.answerAll(said, `${question.name}#${stroke}`);
  };
  const missing = ones.filter((one) => lacks(one, desk.answers)).length;
  return (
    <section
      ref={block}
      tabIndex={-1}
      aria-labelledby={id}
      aria-current={active ? "true" : undefined}
      data-question={active?.key ?? first.key}
      className={active ? "q now" : missing ? "q" : "q done"}
      onPointerDown={() => !active && desk.activate(first.key)}
    >
      <header className="q-title">
        <h2 id={id} dir="auto">
          {titleOf(question)}
        </h2>
        {question.help && (
          <span className="small quiet q-help" dir="auto">
            {question.help}
          </span>
        )}
        {missing > 0 && (
          <span className={tried ? "need" : "quiet small num"}>{t("work.partsLeft", { n: missing })}</span>
        )}
      </header>
      <Together
        question={question}
        context={first.context}
        parts={ones.map((one) => ({
          element: one.part as Element,
          value: given(one, desk.answers)?.value,
          na: given(one, desk.answers)?.na,
        }))}
        now={active?.element}
        labelledBy={id}
        onActivate={(element) => {
          const one = ones.find((each) => each.element === element);
          if (one && one.key !== desk.active) desk.activate(one.key);
        }}
        onChange={(value, done) => active && desk.answer(active, value === undefined ? undefined : { value }, done)}
        onStroke={draw}
      />
      <div className="q-na">
        <NaButtons question={question} na={active && given(active, desk.answers)?.na} onNa={setNa} />
      </div>
      {faults.map((message) => (
        <p key={message} className="bad small" role="alert">
          {message}
        </p>
      ))}
    </section>
  );
}
