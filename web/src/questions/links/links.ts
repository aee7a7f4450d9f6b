/** Links as plain values: their ends, whether they fit together, and how the list changes. */
import type { Json } from "../../api/shapes";
import { isAnchor, piecesOf, same, type Anchor } from "../../anchors/anchor";
import { isEntry } from "../../anchors/entries";
import { named } from "../../anchors/naming";
import type { Repaired } from "../../anchors/repair";
import { stands, whereabouts } from "../../anchors/standing";
import type { Part } from "../../schema/ask";
import type { Context, Question } from "../../schema/kinds";
import type { Listing } from "../listed";

export interface Link extends Part {
  readonly from: Anchor;
  readonly to: Anchor;
  readonly type?: string;
}

export type End = "from" | "to";
export const ENDS: readonly End[] = ["from", "to"];

export const listing: Listing<Link> = {
  own: ({ type, from, to }) => ({ type: type ?? null, from_text: from.quote ?? null, to_text: to.quote ?? null }),
  placed: (link, context) => ({
    ...link,
    from: named(link.from, context),
    to: named(link.to, context),
  }),
  whole: (link, question, context) =>
    ENDS.every((end) => stands(link[end], question, context)) &&
    !same(link.from, link.to) &&
    isEntry(link.type, question, context, "types"),
};

/** Whether a part can be worked with. */
export function isLink(link: Link): boolean {
  const ends = ENDS.every((end) => isAnchor(link[end] as unknown as Json));
  return ends && (link.type === undefined || typeof link.type === "string");
}

/** What a link is, whatever it is called: where there is no direction, either way round. */
function key({ from, to, type }: Omit<Link, "id">, question: Question): string {
  const ends = [from, to].map((one) => JSON.stringify([one.at, piecesOf(one)]));
  return JSON.stringify([type, ...(question.directed === false ? ends.sort() : ends)]);
}

/** Whether no link is there twice. */
export function together(links: readonly Link[], question: Question): boolean {
  return new Set(links.map((link) => key(link, question))).size === links.length;
}

/** The link that says the same already. */
export function twin(links: readonly Link[], fresh: Omit<Link, "id">, question: Question): Link | undefined {
  return links.find((link) => key(link, question) === key(fresh, question));
}

/** The links with an end whose text is no longer where it says. */
export function astray(links: readonly Link[], context: Context): ReadonlyMap<string, Repaired["is"]> {
  const found = new Map<string, Repaired["is"]>();
  for (const link of links) {
    const states = ENDS.map((end) => whereabouts(link[end], context).is);
    const worst = states.includes("lost") ? "lost" : states.includes("moved") ? "moved" : null;
    if (worst) found.set(link.id, worst);
  }
  return found;
}

/** A link with its ends where their text is now. */
export function placed(link: Link, context: Context): Link {
  const [from, to] = ENDS.map((end) => whereabouts(link[end], context).anchor);
  return { ...link, from: from ?? link.from, to: to ?? link.to };
}

/** The list with a link changed. */
export function withLink(links: readonly Link[], id: string, change: Partial<Omit<Link, "id">>): Link[] {
  return links.map((link) => (link.id === id ? { ...link, ...change } : link));
}

const LONGEST = 80;

/** What an end is called: what it quotes, else what lies there, else where it lies. */
export function endWords(end: Anchor, context: Context): string {
  const words = (end.quote ?? context.resolve(end.at)?.text ?? "").replace(/\s+/g, " ").trim() || end.at;
  const short = [...words].slice(0, LONGEST).join("");
  return short.length < words.length ? `${short} …` : short;
}
