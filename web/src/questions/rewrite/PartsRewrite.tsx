/** A run or a conversation put right: its parts are edited, inserted, removed and moved, and what became of each is shown. */
import { useState } from "react";

import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { stepsOf } from "./changes";
import { PartRow } from "./PartRow";
import { inserted, kindKey, kindsOf, moved, partsOf, without, type Part } from "./parts-list";

interface Props extends WidgetProps<Json> {
  readonly original: readonly Part[];
}

export function PartsRewrite({ original, context, value, active, labelledBy, onChange }: Props) {
  const parts = (value === undefined ? null : partsOf(value)) ?? original;
  const steps = stepsOf(original, parts);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [writing, setWriting] = useState<string | undefined>(undefined);
  const now = steps.find((one) => one.part.id === chosen) ?? steps[0];
  const put = (next: readonly Part[]) => {
    const same = JSON.stringify(next) === JSON.stringify(original);
    onChange(same ? undefined : (next as unknown as Json));
  };
  const insert = () => {
    const next = inserted(parts, now?.part.id);
    setChosen(next.id);
    setWriting(next.id);
    put(next.parts);
  };
  const remove = (id: string) => {
    setWriting(undefined);
    put(without(parts, id));
  };
  const restore = (id: string) => {
    const at = original.findIndex((part) => part.id === id);
    const before = original
      .slice(0, at)
      .reverse()
      .find((part) => parts.some((one) => one.id === part.id));
    const place = before ? parts.findIndex((part) => part.id === before.id) + 1 : 0;
    const back = original[at];
    if (back) put([...parts.slice(0, place), back, ...parts.slice(place)]);
  };
  const step = (by: 1 | -1) => {
    const to = steps[steps.findIndex((one) => one.part.id === now?.part.id) + by];
    if (!to) return false;
    setWriting(undefined);
    setChosen(to.part.id);
  };
  const there = (act: (id: string) => void) => () => (now && now.kind !== "removed" ? act(now.part.id) : false);
  useHotkeys(
    "question:rewrite",
    {
      "rewrite.write": there(setWriting),
      "rewrite.insert": insert,
      "rewrite.remove": there(remove),
      "rewrite.up": there((id) => put(moved(parts, id, -1))),
      "rewrite.down": there((id) => put(moved(parts, id, 1))),
      "work.nextElement": () => step(1),
      "work.previousElement": () => step(-1),
    },
    { active, level: 20 },
  );
  const changed = steps.filter((one) => one.kind !== "same" || one.moved).length;
  return (
    <div className="rewrite" role="group" aria-labelledby={labelledBy}>
      <p className="small quiet num" role="status">
        {changed ? t("work.changedParts", { n: changed }) : t("work.unchanged")}
      </p>
      <ol className="rewrite-parts">
        {steps.map((one, at) => (
          <PartRow
            key={one.part.id}
            step={one}
            number={at + 1}
            before={original.find((part) => part.id === one.part.id)}
            kinds={{ key: kindKey(original), all: kindsOf(original) }}
            lang={context.record.lang}
            now={active && one.part.id === now?.part.id}
            writing={active && writing === one.part.id}
            onChoose={() => setChosen(one.part.id)}
            onWrite={() => {
              setChosen(one.part.id);
              setWriting(one.part.id);
            }}
            onRestore={() => restore(one.part.id)}
            onRemove={() => remove(one.part.id)}
            onPart={(part) => put(parts.map((other) => (other.id === part.id ? part : other)))}
          />
        ))}
      </ol>
      {active && (
        <button type="button" className="opt" onClick={insert}>
          <ActionKey id="rewrite.insert" /> {t("work.partInsert")}
        </button>
      )}
    </div>
  );
}
