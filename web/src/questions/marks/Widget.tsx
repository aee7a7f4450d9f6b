import { useLayoutEffect, useMemo, useRef, useState } from "react";

import { byReading, type Anchor } from "../../anchors/anchor";
import { useLayer, useStage } from "../../anchors/AnchorStage";
import { entriesOf } from "../../anchors/entries";
import { draws } from "../../anchors/standing";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { useChosen } from "../ask/useChosen";
import { freshId, lackingPart } from "../listed";
import { Astray } from "./Astray";
import { Legend } from "./Legend";
import { MarkList } from "./MarkList";
import { drawingOf } from "./drawing";
import type { RowActs } from "./MarkRow";
import { astray, inTheWay, listing, withMark, type Mark } from "./marks";

export function Widget(props: WidgetProps<Mark[]>) {
  const { question, context, active, tried, faults, labelledBy, onChange } = props;
  const stage = useStage();
  const marks = props.value ?? [];
  const entries = useMemo(() => entriesOf(question, context, "labels"), [question, context]);
  const drawing = useMemo(() => drawingOf(entries), [entries]);
  const [chosen, setChosen] = useChosen(active, tried);
  const lacking = tried > 0 ? lackingPart(marks, question, context, listing) : undefined;
  const now = marks.find((one) => one.id === chosen) ?? lacking;
  const lost = astray(marks, context);
  const reading = byReading(stage?.places ?? []);
  const ordered = [...marks].sort((a, b) => reading(a.anchor, b.anchor));
  const least = Number(question.min ?? 0);
  const most = Number(question.max ?? 1000);

  const add = (anchor: Anchor, label: string | undefined): string | null => {
    const fresh = { anchor, ...(label === undefined ? {} : { label }) };
    const other = inTheWay(marks, fresh, question);
    if (other) return t(question.overlap === true ? "marks.already" : "marks.overlaps", { quote: quoteOf(other) });
    if (marks.length >= most) return t("work.atMost", { n: most });
    const id = freshId(marks, "m");
    setChosen(id);
    onChange([...marks, { id, ...fresh }]);
    stage?.say(t("marks.marked", { quote: anchor.quote ?? anchor.at, label: titleOf(label) }));
    return null;
  };
  const remove = (id: string) => {
    const at = ordered.findIndex((one) => one.id === id);
    const next = marks.filter((one) => one.id !== id);
    setChosen((ordered[at + 1] ?? ordered[at - 1])?.id);
    onChange(next.length ? next : undefined);
    stage?.say(t("marks.removed"));
  };
  const relabel = (id: string, label: string) => {
    setChosen(id);
    onChange(withMark(marks, id, { label }));
    stage?.say(titleOf(label));
  };
  const titleOf = (label: string | undefined) => entries.find((one) => one.path === label)?.title ?? label ?? "";
  const choose = (id: string | undefined) => {
    setChosen(id);
    const mark = marks.find((one) => one.id === id);
    if (!mark) return;
    stage?.whereabouts.show(lost.get(mark.id)?.anchor ?? mark.anchor);
    stage?.say([titleOf(mark.label), quoteOf(mark)].filter(Boolean).join(": "));
  };
  const step = (by: 1 | -1) => {
    const at = ordered.findIndex((one) => one.id === now?.id);
    const to = at < 0 ? ordered.at(by > 0 ? 0 : -1) : ordered[at + by];
    if (!to) return false;
    choose(to.id);
  };
  const none = () => {
    if (marks.length || least > 0) return false;
    onChange([], true);
  };
  const letter = (press: string) => {
    const entry = now && entries.find((one) => one.key === press);
    if (!entry) return false;
    relabel(now.id, entry.path);
  };
  useHotkeys(
    "anchors",
    {
      "anchors.next": () => step(1),
      "anchors.previous": () => step(-1),
      "work.nextElement": () => step(1),
      "work.previousElement": () => step(-1),
      "anchors.remove": () => (now ? remove(now.id) : false),
      "anchors.none": none,
      "anchors.relabel": letter,
    },
    { active, level: 20 },
  );
  useLayer(labelledBy, {
    active,
    drawings: marks.map((mark) => drawing(mark, lost.get(mark.id)?.anchor ?? mark.anchor)),
    current: now?.id,
    within: context.within,
    spans: draws(question, "span"),
    elements: draws(question, "element"),
    inParts: question.in_parts !== false,
    entries,
    onPick: add,
    onChoose: setChosen,
    onEntry: relabel,
    onRemove: remove,
  });
  const rows = useSteady({
    onChoose: choose,
    onRemove: remove,
    onAnswers: (id, answers) => {
      setChosen(id);
      onChange(withMark(marks, id, { answers }));
    },
  });
  return (
    <div className="marks">
      <Legend entries={entries} marks={marks} active={active} now={now} onLabel={relabel} />
      <Astray marks={marks} lost={lost} onChange={(next) => onChange(next.length ? next : undefined)} />
      <MarkList
        {...{ question, context, active, faults, tried, entries, lost, ordered, now }}
        at={labelledBy}
        indexOf={(mark) => (faults.length ? marks.indexOf(mark) : -1)}
        {...rows}
      />
      {!marks.length && least === 0 && (
        <button
          type="button"
          role="checkbox"
          aria-checked={props.value?.length === 0}
          className={props.value?.length === 0 ? "opt on" : "opt"}
          onClick={() => void none()}
        >
          <ActionKey id="anchors.none" />
          {t("marks.none")}
        </button>
      )}
      {marks.length < least && <p className="small quiet">{t("marks.atLeast", { n: least })}</p>}
    </div>
  );
}

/** What rows do, always by the latest handlers, so that a row is drawn anew only when its mark changes. */
function useSteady(acts: RowActs): RowActs {
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  const [steady] = useState<RowActs>(() => ({
    onChoose: (id) => latest.current.onChoose(id),
    onRemove: (id) => latest.current.onRemove(id),
    onAnswers: (id, answers, done) => latest.current.onAnswers(id, answers, done),
  }));
  return steady;
}

function quoteOf({ anchor }: Mark): string {
  return anchor.quote ?? anchor.at;
}
