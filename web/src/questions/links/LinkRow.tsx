/** One link of the list: its number, its two ends and its type; open while it is the chosen one. */
import { useEffect, useRef } from "react";

import { Inner as InnerLayers } from "../../anchors/AnchorStage";
import { toneAt, toneOf, type Choice } from "../../anchors/entries";
import type { Fault } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ActionKey, KeyCap } from "../../hotkeys/Keys";
import type { Inner } from "../../schema/ask";
import { questionsWithin } from "../../schema/questions";
import { faultsUnder } from "../../schema/faults";
import type { Context, Question } from "../../schema/kinds";
import { Ask } from "../ask/Ask";
import { isWhole } from "../listed";
import { endWords, listing, type Link } from "./links";

interface Props {
  readonly link: Link;
  readonly index: number;
  readonly question: Question;
  readonly context: Context;
  readonly at: string;
  readonly entries: readonly Choice[];
  readonly active: boolean;
  readonly now: boolean;
  readonly state: string | undefined;
  readonly faults: readonly Fault[];
  readonly tried: number;
  readonly onChoose: () => void;
  readonly onType: (type: string) => void;
  readonly onTurn: () => void;
  readonly onRemove: () => void;
  readonly onAnswers: (answers: Inner) => void;
}

export function LinkRow(props: Props) {
  const { link, index, question, context, entries, now, state, tried } = props;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (now) row.current?.scrollIntoView({ block: "nearest" });
  }, [now]);
  const faults = faultsUnder(props.faults, index);
  const own = faults.filter((fault) => !fault.pointer.startsWith("/answers"));
  const title = entries.find((one) => one.path === link.type)?.title ?? link.type;
  const lacks = tried > 0 && !isWhole(link, question, context, listing);
  const from = endWords(link.from, context);
  return (
    <li ref={row} className={now ? "marks-row now" : "marks-row"} aria-current={now ? "true" : undefined}>
      <button type="button" className="links-row" onClick={props.onChoose}>
        <span className="links-number num">{index + 1}</span>
        <span className="links-words" dir="auto">
          {from}
        </span>
        <span className={`tone-${toneOf(entries, link.type)} links-type`} dir="auto">
          {title !== undefined && <span className="marks-name">{title}</span>}
          <span aria-hidden="true"> {question.directed === false ? "↔" : "→"}</span>
        </span>
        <span className="links-words" dir="auto">
          {endWords(link.to, context)}
        </span>
      </button>
      {lacks && <span className="need small">{t("work.needed")}</span>}
      {state && <span className="need small">{t(state === "lost" ? "marks.lost" : "marks.moved")}</span>}
      {own.map((fault) => (
        <p key={fault.pointer + fault.code} className="bad small" role="alert">
          {fault.message}
        </p>
      ))}
      {now && <Tools {...props} about={from} />}
      {now && questionsWithin(question).length > 0 && (
        <InnerLayers>
          <Ask
            question={question}
            context={context}
            own={listing.own(link)}
            answers={link.answers ?? {}}
            at={`${props.at}/${link.id}`}
            about={from}
            active={props.active}
            faults={faultsUnder(faults, "answers")}
            tried={tried}
            onChange={props.onAnswers}
          />
        </InnerLayers>
      )}
    </li>
  );
}

function Tools({ link, question, entries, about, onType, onTurn, onRemove }: Props & { readonly about: string }) {
  return (
    <div className="marks-legend links-tools">
      {entries.map((entry, at) => (
        <button
          key={entry.path}
          type="button"
          className={link.type === entry.path ? "marks-label on" : "marks-label"}
          aria-pressed={link.type === entry.path}
          title={entry.help || undefined}
          onClick={() => onType(entry.path)}
        >
          {entry.key && <KeyCap press={entry.key} />}
          <span className={`tone-${toneAt(at)} marks-name`} dir="auto">
            {entry.title}
          </span>
        </button>
      ))}
      {question.directed !== false && (
        <button type="button" className="button small" onClick={onTurn}>
          {t("links.turn")} <ActionKey id="links.turn" />
        </button>
      )}
      <button type="button" className="button small" onClick={onRemove}>
        {t("work.remove")}
        <span className="hidden">{`: ${about}`}</span> <ActionKey id="anchors.remove" />
      </button>
    </div>
  );
}
