import { useRef, useState } from "react";

import { useStage } from "../../anchors/AnchorStage";
import { liesIn, type Anchor } from "../../anchors/anchor";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { faultsUnder } from "../../schema/faults";
import type { WidgetProps } from "../../schema/kinds";
import { useChosen } from "../ask/useChosen";
import { freshId, isWhole, lackingPart } from "../listed";
import { ItemRow } from "./ItemRow";
import { anchorNeed, listing, shifted, textNeed, withItem, type Change, type Item } from "./items";
import { Passages, passagesOf } from "./Passages";
import { usePlaces } from "./usePlaces";

export function Widget(props: WidgetProps<Item[]>) {
  const { question, context, active, tried, faults, labelledBy, onChange } = props;
  const items = props.value ?? [];
  const stage = useStage();
  const block = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useChosen(active, tried);
  const [writing, setWriting] = useState<string | undefined>(undefined);
  // the item whose passage is being chosen; "" for a new one
  const [placing, setPlacing] = useState<string | undefined>(undefined);
  const [made] = useState(() => new Set<string>());
  const now =
    items.find((item) => item.id === chosen) ?? lackingPart(items, question, context, listing) ?? items[0] ?? null;
  const least = Number(question.min ?? 0);
  const full = items.length >= Number(question.max ?? 1000);
  const onlyPlaces = textNeed(question) === "none";
  const passages = passagesOf(context);
  // where an item is nothing but a passage, choosing one is the first thing to do
  const picking =
    active && anchorNeed(question) !== "none" && (placing ?? (onlyPlaces && !items.length ? "" : undefined));

  const put = (next: Item[], about?: string) => {
    const lacking = about === undefined ? undefined : lackingPart(next, question, context, listing, about);
    setChosen(about === undefined ? now?.id : (lacking?.id ?? about));
    // somebody who lists things of their own may have another; what was proposed is done when its last is
    const onMyOwn = about !== undefined && !onlyPlaces && made.has(about);
    onChange(next, about !== undefined && !lacking && !onMyOwn && next.length >= least);
  };
  const add = (part: Omit<Item, "id">) => {
    const item = { id: freshId(items, "i"), ...part };
    const next = [...items, item];
    made.add(item.id);
    setPlacing(undefined);
    setChosen(item.id);
    // words that may be left out are no reason to stop at a place that has been taken
    if (!item.text && !onlyPlaces && !(item.anchor && textNeed(question) === "optional")) setWriting(item.id);
    const whole = isWhole(item, question, context, listing);
    onChange(next, whole && !lackingPart(next, question, context, listing));
  };
  const begin = () => {
    if (full) return false;
    const selected = anchorNeed(question) === "none" ? null : stage?.selection();
    if (selected && liesIn(selected.at, context.within)) {
      stage?.drop();
      document.getSelection()?.removeAllRanges();
      return take(selected);
    }
    if (onlyPlaces || (anchorNeed(question) === "required" && textNeed(question) !== "required")) setPlacing("");
    else add({});
  };
  const change = (id: string, part: Change) => {
    setChosen(id);
    onChange(withItem(items, id, part));
  };
  const remove = (id: string) => {
    const at = items.findIndex((item) => item.id === id);
    const next = items.filter((item) => item.id !== id);
    setChosen((next[at] ?? next[at - 1])?.id);
    setWriting(undefined);
    onChange(next.length ? next : undefined);
  };
  const take = (place: Anchor) => {
    if (!picking)
      return add(textNeed(question) === "required" ? { text: place.quote ?? "", anchor: place } : { anchor: place });
    setPlacing(undefined);
    put(withItem(items, picking, { anchor: place }), picking);
  };
  const written = (id: string, text: string) => {
    setWriting(undefined);
    const item = items.find((one) => one.id === id);
    if (!item) return;
    if (!text.trim() && !item.anchor && !item.answers) return remove(id);
    if (text !== (item.text ?? "")) change(id, { text: text.trim() ? text : undefined });
  };
  const step = (by: 1 | -1) => {
    const to = items[items.findIndex((item) => item.id === now?.id) + by];
    if (!to) return false;
    setPlacing(undefined);
    setChosen(to.id);
    if (to.anchor) stage?.whereabouts.show(to.anchor);
  };
  const none = () => {
    if (items.length || least > 0) return false;
    onChange([], true);
  };
  const mine = (act: (item: Item) => void) => () => (now ? act(now) : false);
  useHotkeys(
    "question:items",
    {
      "items.add": begin,
      "items.write": mine((item) => (onlyPlaces ? undefined : setWriting(item.id))),
      "items.place": mine((item) => (anchorNeed(question) === "none" ? undefined : setPlacing(item.id))),
      "items.remove": mine((item) => remove(item.id)),
      "items.up": mine((item) => put(shifted(items, item.id, -1))),
      "items.down": mine((item) => put(shifted(items, item.id, 1))),
      "items.none": none,
      "work.nextElement": () => step(1),
      "work.previousElement": () => step(-1),
      "work.escape": () => (placing === undefined ? false : setPlacing(undefined)),
    },
    { active, level: 20 },
  );
  // after the last question within an item, tab goes on to the next item
  const tab = (by: 1 | -1) => {
    const here = document.activeElement;
    return here === document.body || block.current?.contains(here) ? step(by) : false;
  };
  useHotkeys("annotate", { "work.next": () => tab(1), "work.previous": () => tab(-1) }, { active, level: 2 });
  usePlaces(labelledBy, props, now?.id, {
    onPick: (anchor) => {
      if (full && !picking) return t("work.atMost", { n: items.length });
      take(anchor);
      return null;
    },
    onChoose: setChosen,
    onRemove: remove,
  });
  return (
    <div ref={block} className="items">
      <ol className="items-list">
        {items.map((item, at) => (
          <ItemRow
            key={item.id}
            item={item}
            number={at + 1}
            question={question}
            context={context}
            labelledBy={labelledBy}
            now={active && item.id === now?.id}
            asks={active && item.id === now?.id && typeof picking !== "string"}
            writing={writing === item.id}
            faults={faultsUnder(faults, at)}
            tried={tried}
            onChoose={() => setChosen(item.id)}
            onWrite={() => setWriting(item.id)}
            onWritten={(text) => written(item.id, text)}
            onPlace={() => setPlacing(item.id)}
            onUnplace={() => change(item.id, { anchor: undefined })}
            onRemove={() => remove(item.id)}
            onAnswers={(answers, done) => put(withItem(items, item.id, { answers }), done ? item.id : undefined)}
          />
        ))}
      </ol>
      {typeof picking === "string" && <Passages passages={passages} labelledBy={labelledBy} onTake={take} />}
      <div className="items-actions">
        {!full && typeof picking !== "string" && (
          <button type="button" className="opt" onClick={() => void begin()}>
            <ActionKey id="items.add" /> {t("work.itemAdd")}
          </button>
        )}
        {!items.length && least === 0 && (
          <button
            type="button"
            role="checkbox"
            aria-checked={props.value?.length === 0}
            className={props.value?.length === 0 ? "opt on" : "opt"}
            onClick={() => void none()}
          >
            <ActionKey id="items.none" /> {t("work.itemsNone")}
          </button>
        )}
        {items.length < least && <p className="small quiet">{t("work.itemsAtLeast", { n: least })}</p>}
      </div>
    </div>
  );
}
