/** Items as plain values: what is asked of each part, and how the list changes. */
import { isAnchor, liesIn, type Anchor } from "../../anchors/anchor";
import { toneAt } from "../../anchors/entries";
import { named } from "../../anchors/naming";
import type { Json } from "../../api/shapes";
import type { Part } from "../../schema/ask";
import { questionsWithin } from "../../schema/questions";
import type { Context, Question } from "../../schema/kinds";
import { length } from "../../schema/offsets";
import type { Listing } from "../listed";

export interface Item extends Part {
  readonly text?: string;
  readonly anchor?: Anchor;
}

export type Need = "required" | "optional" | "none";

const LONGEST = 20_000;

/** Whether items have words of their own. */
export function textNeed(question: Question): Need {
  return (question.text as Need | undefined) ?? "required";
}

/** Whether items have a place that they come from. */
export function anchorNeed(question: Question): Need {
  return (question.anchor as Need | undefined) ?? "optional";
}

export const listing: Listing<Item> = {
  own: (item) => ({ text: item.text ?? item.anchor?.quote ?? null, at: item.anchor?.at ?? null }),
  placed: (item, context) => (item.anchor ? { ...item, anchor: named(item.anchor, context) } : item),
  whole: (item, question, context) =>
    fitsNeed(item.text?.trim() ? item.text : undefined, textNeed(question)) &&
    fitsNeed(item.anchor, anchorNeed(question)) &&
    (!item.anchor || liesIn(item.anchor.at, context.within)) &&
    length(item.text ?? "") <= LONGEST,
};

function fitsNeed(part: string | Anchor | undefined, need: Need): boolean {
  return need === "optional" || (part !== undefined) === (need === "required");
}

/** Whether a part can be worked with: words that are words, a place that lies somewhere. */
export function isItem(item: Item): boolean {
  const { text, anchor } = item;
  const placed = anchor === undefined || isAnchor(anchor as unknown as Json);
  return placed && (text === undefined || typeof text === "string");
}

/** What an item is called in a line: its words, else what it quotes, else where it lies. */
export function wordsOf(item: Item, context: Context): string {
  return item.text || item.anchor?.quote || (item.anchor ? placeWords(item.anchor, context) : "");
}

/** What a place is called: what its element says, as far as the question judges it. */
export function placeWords(place: Anchor, context: Context): string {
  const id = place.at.slice(place.at.indexOf("/") + 1);
  const found = place.at.includes("/") ? context.of.find((one) => one.id === id) : undefined;
  const title = [found?.title, found?.text].find((one) => typeof one === "string" && one.trim());
  return typeof title === "string" ? title : place.at;
}

/** Whether places are drawn that way: parts of a text, or whole elements; without a word of the project's, both. */
export function draws(question: Question, way: "span" | "element"): boolean {
  const ways = question.draw as readonly string[] | undefined;
  return !ways?.length || ways.includes(way);
}

/** The colour of an item's place: that of the last answer to a question with options, as they stand in the list. */
export function toneOf(item: Item, question: Question): number {
  let tone = toneAt(0);
  for (const one of questionsWithin(question)) {
    const value = item.answers?.[one.name]?.value;
    const options = Array.isArray(one.options) ? (one.options as { value?: string }[]) : [];
    const at = options.findIndex((option) => option.value === value);
    if (at >= 0) tone = toneAt(at);
  }
  return tone;
}

/** What to change of an item; undefined takes a part away. */
export type Change = { readonly [K in keyof Item]?: Item[K] | undefined };

/** The list with an item changed. */
export function withItem(items: readonly Item[], id: string, change: Change): Item[] {
  return items.map((item) => (item.id === id ? pruned({ ...item, ...change }) : item));
}

/** The list with an item one place further up or down. */
export function shifted(items: readonly Item[], id: string, by: 1 | -1): Item[] {
  const at = items.findIndex((item) => item.id === id);
  const other = items[at + by];
  const here = items[at];
  if (!here || !other) return [...items];
  const next = [...items];
  next[at] = other;
  next[at + by] = here;
  return next;
}

function pruned(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, part]) => part !== undefined)) as unknown as Item;
}
