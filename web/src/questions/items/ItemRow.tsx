/** One item of the list: its words, its place, what is said of it; open while it is the one worked on. */
import { Fragment, useEffect, useRef } from "react";

import type { Fault } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ActionKey } from "../../hotkeys/Keys";
import { posedWithin, type Inner } from "../../schema/ask";
import { faultsUnder } from "../../schema/faults";
import type { Context, Question } from "../../schema/kinds";
import { Ask } from "../ask/Ask";
import { Said } from "../frame/Folded";
import { titleOf } from "../frame/titles";
import { isWhole } from "../listed";
import { anchorNeed, listing, placeWords, textNeed, wordsOf, type Item } from "./items";
import { Words } from "./Words";

interface Props {
  readonly item: Item;
  readonly number: number;
  readonly question: Question;
  readonly context: Context;
  readonly labelledBy: string;
  readonly now: boolean;
  /** Whether the questions within have the keys. */
  readonly asks: boolean;
  readonly writing: boolean;
  readonly faults: readonly Fault[];
  readonly tried: number;
  readonly onChoose: () => void;
  readonly onWrite: () => void;
  readonly onWritten: (text: string) => void;
  readonly onPlace: () => void;
  readonly onUnplace: () => void;
  readonly onRemove: () => void;
  readonly onAnswers: (answers: Inner, done: boolean) => void;
}

export function ItemRow(props: Props) {
  const { item, number, question, context, now, writing, faults, tried } = props;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (now) row.current?.scrollIntoView({ block: "nearest" });
  }, [now]);
  const words = wordsOf(item, context);
  const name = t("work.itemOf", { name: titleOf(question), n: number, words: words || t("work.itemNoWords") });
  const lacks = tried > 0 && !isWhole(item, question, context, listing);
  const own = faults.filter((fault) => !fault.pointer.startsWith("/answers"));
  return (
    <li ref={row} className={now ? "item now" : "item"} aria-current={now ? "true" : undefined}>
      <div className="item-head">
        <span className="item-number num">{number}</span>
        {writing ? (
          <Words text={item.text ?? ""} name={name} onWritten={props.onWritten} />
        ) : (
          <button type="button" className="item-words" dir="auto" title={name} onClick={props.onChoose}>
            {words || <span className="quiet">{t("work.itemNoWords")}</span>}
          </button>
        )}
        {!now && <Verdict item={item} question={question} context={context} lacks={lacks} />}
      </div>
      {now && item.anchor && item.text && item.text !== item.anchor.quote && (
        <p className="item-place small" dir="auto">
          <q>{item.anchor.quote ?? placeWords(item.anchor, context)}</q>
        </p>
      )}
      {now && !writing && <Tools {...props} />}
      {own.map((fault) => (
        <p key={fault.pointer + fault.code} className="bad small" role="alert">
          {fault.message}
        </p>
      ))}
      {now && (
        <Ask
          question={question}
          context={context}
          own={listing.own(item)}
          answers={item.answers ?? {}}
          at={`${props.labelledBy}/${item.id}`}
          about={name}
          active={props.asks && !writing}
          faults={faultsUnder(faults, "answers")}
          tried={tried}
          onChange={props.onAnswers}
        />
      )}
    </li>
  );
}

const SHORT = 40;
const MOST_SAID = 2;

/** What was said of an item, in a chip: the last of the answers that are a word or a number. */
function Verdict({
  item,
  question,
  context,
  lacks,
}: Pick<Props, "item" | "question" | "context"> & { lacks: boolean }) {
  if (lacks) return <span className="need">{t("work.needed")}</span>;
  const given = item.answers ?? {};
  const said = posedWithin(question, listing.own(item), given, context)
    .filter((one) => {
      const envelope = given[one.question.name];
      const value = envelope?.value;
      return envelope?.na || typeof value === "number" || (typeof value === "string" && value.length < SHORT);
    })
    .slice(-MOST_SAID);
  return (
    said.length > 0 && (
      <span className="item-said small">
        {said.map((one, at) => (
          <Fragment key={one.question.name}>
            {at > 0 && " · "}
            <Said posed={one} envelope={given[one.question.name]} />
          </Fragment>
        ))}
      </span>
    )
  );
}

function Tools({ item, question, onWrite, onPlace, onUnplace, onRemove }: Props) {
  return (
    <div className="item-tools">
      {textNeed(question) !== "none" && (
        <button type="button" className="button small" onClick={onWrite}>
          {t("work.itemWrite")} <ActionKey id="items.write" />
        </button>
      )}
      {anchorNeed(question) !== "none" && (
        <button type="button" className="button small" onClick={onPlace}>
          {t(item.anchor ? "work.itemPlaceAgain" : "work.itemPlace")} <ActionKey id="items.place" />
        </button>
      )}
      {item.anchor && anchorNeed(question) === "optional" && (
        <button type="button" className="button small" onClick={onUnplace}>
          {t("work.itemNoPlace")}
        </button>
      )}
      <button type="button" className="button small" onClick={onRemove}>
        {t("work.itemRemove")} <ActionKey id="items.remove" />
      </button>
    </div>
  );
}
