import { useState } from "react";

import type { Anchor } from "../../anchors/anchor";
import { useLayer, useStage } from "../../anchors/AnchorStage";
import { entriesOf, toneOf } from "../../anchors/entries";
import { draws } from "../../anchors/standing";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { useChosen } from "../ask/useChosen";
import { freshId, lackingPart } from "../listed";
import { Making } from "./Making";
import { LinkRow } from "./LinkRow";
import { Lines } from "./Lines";
import { astray, ENDS, endWords, listing, placed, twin, withLink, type Link } from "./links";

export function Widget(props: WidgetProps<Link[]>) {
  const { question, context, active, tried, faults, labelledBy, onChange } = props;
  const stage = useStage();
  const links = props.value ?? [];
  const entries = entriesOf(question, context, "types");
  const [chosen, setChosen] = useChosen(active, tried);
  const [begun, setBegun] = useState<Anchor | undefined>(undefined);
  const lacking = tried > 0 ? lackingPart(links, question, context, listing) : undefined;
  const now = links.find((one) => one.id === chosen) ?? lacking;
  const states = astray(links, context);
  const least = Number(question.min ?? 0);
  const most = Number(question.max ?? 1000);
  const titleOf = (type: string | undefined) => entries.find((one) => one.path === type)?.title ?? type ?? "";

  const take = (anchor: Anchor, type: string | undefined): string | null => {
    if (!begun) {
      setBegun(anchor);
      setChosen(undefined);
      stage?.say(t("links.begun", { words: endWords(anchor, context) }));
      return null;
    }
    const fresh = { from: begun, to: anchor, ...(type === undefined ? {} : { type }) };
    if (twin([{ id: "", from: begun, to: begun }], { from: begun, to: anchor }, question)) return t("links.same");
    if (twin(links, fresh, question)) return t("links.already");
    if (links.length >= most) return t("work.atMost", { n: most });
    const id = freshId(links, "l");
    setBegun(undefined);
    setChosen(id);
    onChange([...links, { id, ...fresh }]);
    const words = ENDS.map((end) => endWords(fresh[end], context));
    stage?.say(t("links.made", { from: words[0] ?? "", to: words[1] ?? "", type: titleOf(type) }));
    return null;
  };
  const remove = (id: string) => {
    const at = links.findIndex((one) => one.id === id);
    const next = links.filter((one) => one.id !== id);
    setChosen((next[at] ?? next[at - 1])?.id);
    onChange(next.length ? next : undefined);
    stage?.say(t("marks.removed"));
  };
  const change = (id: string, part: Partial<Link>) => {
    setChosen(id);
    onChange(withLink(links, id, part));
  };
  const choose = (id: string | undefined) => {
    setChosen(id);
    const link = links.find((one) => one.id === id);
    if (!link) return;
    stage?.whereabouts.show(link.from);
    stage?.whereabouts.show(link.to);
    stage?.say([titleOf(link.type), ...ENDS.map((end) => endWords(link[end], context))].join(": "));
  };
  const step = (by: 1 | -1) => {
    const at = links.findIndex((one) => one.id === now?.id);
    const to = at < 0 ? links.at(by > 0 ? 0 : -1) : links[at + by];
    if (!to) return false;
    choose(to.id);
  };
  const none = () => {
    if (links.length || least > 0) return false;
    onChange([], true);
  };
  const letter = (press: string) => {
    const entry = now && entries.find((one) => one.key === press);
    if (!entry) return false;
    change(now.id, { type: entry.path });
  };
  useHotkeys(
    "question:links",
    {
      "links.mark": (press) => stage?.walk(press === "]" ? 1 : -1) ?? false,
      "work.nextElement": () => step(1),
      "work.previousElement": () => step(-1),
      "links.drop": () => (begun ? setBegun(undefined) : false),
      "links.turn": () => (now && question.directed !== false ? change(now.id, { from: now.to, to: now.from }) : false),
      "anchors.remove": () => (now ? remove(now.id) : false),
      "anchors.none": none,
      "anchors.relabel": letter,
    },
    { active, level: 20 },
  );
  const ends = links.flatMap((link) =>
    ENDS.map((end) => ({
      id: `${link.id}>${end}`,
      anchor: placed(link, context)[end],
      tone: toneOf(entries, link.type),
      words: titleOf(link.type) || t("links.link"),
    })),
  );
  const open = begun ? [{ id: "begun", anchor: begun, tone: 1, words: t("links.from") }] : [];
  useLayer(labelledBy, {
    active,
    drawings: [...open, ...ends],
    current: begun ? "begun" : undefined,
    within: context.within,
    spans: draws(question, "span"),
    elements: draws(question, "element"),
    inParts: true,
    takesDrawn: true,
    entries: begun ? entries : [],
    take: t(begun ? "links.toHere" : "links.fromHere"),
    onPick: take,
    onChoose: (id) => setChosen(id?.split(">")[0]),
  });
  return (
    <div className="marks">
      {active && (
        <Making
          begun={begun && endWords(begun, context)}
          elements={draws(question, "element")}
          entries={entries}
          context={context}
          onTake={take}
          onDrop={() => setBegun(undefined)}
        />
      )}
      {[...states.values()].includes("moved") && (
        <p className="marks-astray small" role="status">
          {t("links.moved")}{" "}
          <button
            type="button"
            className="button edge small"
            onClick={() => onChange(links.map((link) => placed(link, context)))}
          >
            {t("marks.place")}
          </button>
        </p>
      )}
      <ol className="links-list">
        {links.map((link, at) => (
          <LinkRow
            key={link.id}
            {...{ link, question, context, entries, active, tried, faults }}
            index={at}
            at={labelledBy}
            now={link.id === now?.id}
            state={states.get(link.id)}
            onChoose={() => choose(link.id)}
            onType={(type) => change(link.id, { type })}
            onTurn={() => change(link.id, { from: link.to, to: link.from })}
            onRemove={() => remove(link.id)}
            onAnswers={(answers) => change(link.id, { answers })}
          />
        ))}
      </ol>
      <Lines links={links} context={context} entries={entries} active={active} now={now} begun={begun} />
      {!links.length && least === 0 && !begun && (
        <button
          type="button"
          role="checkbox"
          aria-checked={props.value?.length === 0}
          className={props.value?.length === 0 ? "opt on" : "opt"}
          onClick={() => void none()}
        >
          <ActionKey id="anchors.none" />
          {t("links.none")}
        </button>
      )}
      {links.length < least && <p className="small quiet">{t("links.atLeast", { n: least })}</p>}
    </div>
  );
}
