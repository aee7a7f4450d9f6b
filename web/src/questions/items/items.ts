/** Items as plain values: what is asked of each part, and how the list changes. */
import type { Json } from "../../api/shapes";
import type { Part } from "../../schema/ask";
import type { Context, Question } from "../../schema/kinds";
import { length } from "../../schema/offsets";
import type { Listing } from "../listed";

/** A place; whatever drew it, it says where it lies, and in text what it quotes. */
export interface Place {
  readonly at: string;
  readonly quote?: string;
  readonly [key: string]: Json | undefined;
}

export interface Item extends Part {
  readonly text?: string;
  readonly anchor?: Place;
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
  whole: (item, question) =>
    fitsNeed(item.text?.trim() ? item.text : undefined, textNeed(question)) &&
    fitsNeed(item.anchor, anchorNeed(question)) &&
    length(item.text ?? "") <= LONGEST,
};

function fitsNeed(part: string | Place | undefined, need: Need): boolean {
  return need === "optional" || (part !== undefined) === (need === "required");
}

/** Whether a part can be worked with: words that are words, a place that lies somewhere. */
export function isItem(item: Item): boolean {
  const { text, anchor } = item;
  const placed =
    anchor === undefined || (typeof anchor === "object" && anchor !== null && typeof anchor.at === "string");
  return placed && (text === undefined || typeof text === "string");
}

/** What an item is called in a line: its words, else what it quotes, else where it lies. */
export function wordsOf(item: Item, context: Context): string {
  return item.text || item.anchor?.quote || (item.anchor ? placeWords(item.anchor, context) : "");
}

/** What a place is called: what its element says, as far as the question judges it. */
export function placeWords(place: Place, context: Context): string {
  const id = place.at.slice(place.at.indexOf("/") + 1);
  const found = place.at.includes("/") ? context.of.find((one) => one.id === id) : undefined;
  const title = [found?.title, found?.text].find((one) => typeof one === "string" && one.trim());
  return typeof title === "string" ? title : place.at;
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
