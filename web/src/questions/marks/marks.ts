/** Marks as plain values: what is asked of each, whether they fit together, and how the list changes. */
import type { Json } from "../../api/shapes";
import { isAnchor, overlap, piecesOf, same, type Anchor } from "../../anchors/anchor";
import { isEntry } from "../../anchors/entries";
import { named } from "../../anchors/naming";
import type { Repaired } from "../../anchors/repair";
import { stands, whereabouts } from "../../anchors/standing";
import type { Part } from "../../schema/ask";
import type { Context, Question } from "../../schema/kinds";
import type { Listing } from "../listed";

export interface Mark extends Part {
  readonly anchor: Anchor;
  readonly label?: string;
}

export const listing: Listing<Mark> = {
  own: ({ label, anchor }) => ({ label: label ?? null, text: anchor.quote ?? null, at: anchor.at }),
  placed: (mark, context) => ({ ...mark, anchor: named(mark.anchor, context) }),
  whole: (mark, question, context) =>
    stands(mark.anchor, question, context) && isEntry(mark.label, question, context, "labels"),
};

/** Whether a part can be worked with. */
export function isMark(mark: Mark): boolean {
  const { anchor, label } = mark;
  return isAnchor(anchor as unknown as Json) && (label === undefined || typeof label === "string");
}

/** Whether marks that each fit do so together: none twice, and apart where the project wants them so. */
export function together(marks: readonly Mark[], question: Question): boolean {
  const sorted = question.overlap === true ? marks : [...marks].sort((a, b) => begin(a) - begin(b));
  const reach = new Map<string, number>();
  const seen = new Set<string>();
  for (const { anchor, label } of sorted) {
    const name = `${piecesOf(anchor).join()}/${anchor.at.length}/${anchor.at}${label ?? ""}`;
    if (seen.has(name)) return false;
    seen.add(name);
    if (question.overlap !== true && (reach.get(anchor.at) ?? -1) > begin({ anchor })) {
      if (marks.some((one) => marks.some((other) => one !== other && overlap(one.anchor, other.anchor)))) return false;
    }
    reach.set(anchor.at, Math.max(reach.get(anchor.at) ?? -1, piecesOf(anchor).at(-1)?.[1] ?? -1));
  }
  return true;
}

function begin({ anchor }: Pick<Mark, "anchor">): number {
  return piecesOf(anchor)[0]?.[0] ?? -1;
}

/** What a new mark would be in the way of. */
export function inTheWay(marks: readonly Mark[], fresh: Omit<Mark, "id">, question: Question): Mark | undefined {
  return marks.find(
    (one) =>
      (same(one.anchor, fresh.anchor) && one.label === fresh.label) ||
      (question.overlap !== true && overlap(one.anchor, fresh.anchor)),
  );
}

/** The marks whose text is no longer where they say, with where it stands now. */
export function astray(marks: readonly Mark[], context: Context): ReadonlyMap<string, Repaired> {
  const found = new Map<string, Repaired>();
  for (const { id, anchor } of marks) {
    const now = whereabouts(anchor, context);
    if (now.is !== "whole") found.set(id, now);
  }
  return found;
}

/** What to change of a mark. */
export type Change = { readonly [K in keyof Omit<Mark, "id">]?: Mark[K] };

/** The list with a mark changed. */
export function withMark(marks: readonly Mark[], id: string, change: Change): Mark[] {
  return marks.map((mark) => (mark.id === id ? { ...mark, ...change } : mark));
}
