/** Marks as plain values: what is asked of each, whether they fit together, and how the list changes. */
import type { Json } from "../../api/shapes";
import { isAnchor, drawn, liesIn, overlap, piecesOf, quoteOf, same, type Anchor } from "../../anchors/anchor";
import { namesOf } from "../options/options";
import { repair, type Repaired } from "../../anchors/repair";
import type { Part } from "../../schema/ask";
import type { Context, Question } from "../../schema/kinds";
import { pointsOf } from "../../schema/offsets";
import type { Listing } from "../listed";

export interface Mark extends Part {
  readonly anchor: Anchor;
  readonly label?: string;
}

/** What may be drawn; without a word of the project's, all that can be. */
export function draws(question: Question, way: "span" | "element"): boolean {
  const ways = question.draw as readonly string[] | undefined;
  return !ways?.length || ways.includes(way);
}

export const listing: Listing<Mark> = {
  own: ({ label, anchor }) => ({ label: label ?? null, text: anchor.quote ?? null, at: anchor.at }),
  whole: (mark, question, context) => stands(mark.anchor, question, context) && named(mark.label, question, context),
};

/** Whether a part can be worked with. */
export function isMark(mark: Mark): boolean {
  const { anchor, label } = mark;
  return isAnchor(anchor as unknown as Json) && (label === undefined || typeof label === "string");
}

/** Whether a mark has one of the labels, where there are any. */
function named(label: string | undefined, question: Question, context: Context): boolean {
  if (question.labels === undefined) return label === undefined;
  return label !== undefined && labelsOf(question, context).has(label);
}

const known = new WeakMap<object, ReadonlySet<string>>();

function labelsOf(question: Question, context: Context): ReadonlySet<string> {
  const key = Array.isArray(question.labels) ? question.labels : context.choices.labels;
  const found = (key && known.get(key)) ?? new Set(namesOf(question, context, "labels").map((one) => one.path));
  if (key) known.set(key, found);
  return found;
}

// an anchor and the text it lies in never change, so what was found of them once holds
const checked = new WeakMap<Anchor, { readonly text: string; readonly holds: boolean }>();

/** Whether an anchor lies in what the question is about, is drawn as allowed, and quotes what is there. */
export function stands(anchor: Anchor, question: Question, context: Context): boolean {
  const way = drawn(anchor);
  const target = way && draws(question, way) && liesIn(anchor.at, context.within) && context.resolve(anchor.at);
  if (!target) return false;
  if (way === "element") return true;
  if (target.text === null || (anchor.ranges && question.in_parts === false)) return false;
  const before = checked.get(anchor);
  if (before?.text === target.text) return before.holds;
  const points = pointsOf(target.text);
  const pieces = piecesOf(anchor);
  const holds = pieces.every(([, end]) => end <= points.length) && quoteOf(points, pieces) === anchor.quote;
  checked.set(anchor, { text: target.text, holds });
  return holds;
}

/** Whether marks that each fit do so together: none twice, and apart where the project wants them so. */
export function together(marks: readonly Mark[], question: Question): boolean {
  const sorted = [...marks].sort((a, b) => begin(a) - begin(b));
  const reach = new Map<string, number>();
  const seen = new Set<string>();
  for (const { anchor, label } of sorted) {
    const name = JSON.stringify([anchor.at, piecesOf(anchor), label]);
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
    const text = context.resolve(anchor.at)?.text;
    const repaired: Repaired = text === undefined ? { is: "lost", anchor } : repaired_(anchor, text);
    if (repaired.is !== "whole") found.set(id, repaired);
  }
  return found;
}

const repairs = new WeakMap<Anchor, { readonly text: string | null; readonly found: Repaired }>();

function repaired_(anchor: Anchor, text: string | null): Repaired {
  const before = repairs.get(anchor);
  if (before?.text === text) return before.found;
  const found: Repaired =
    drawn(anchor) === "element"
      ? { is: "whole", anchor }
      : text === null
        ? { is: "lost", anchor }
        : repair(anchor, text);
  repairs.set(anchor, { text, found });
  return found;
}

/** What to change of a mark. */
export type Change = { readonly [K in keyof Omit<Mark, "id">]?: Mark[K] };

/** The list with a mark changed. */
export function withMark(marks: readonly Mark[], id: string, change: Change): Mark[] {
  return marks.map((mark) => (mark.id === id ? { ...mark, ...change } : mark));
}
