/** Whether an anchor stands where a question wants it, and where its text is now. What was found once is kept. */
import { drawn, liesIn, piecesOf, quoteOf, type Anchor, type Drawn } from "./anchor";
import { repair, type Repaired } from "./repair";
import type { Context, Question } from "../schema/kinds";
import { pointsOf } from "../schema/offsets";

/** What may be drawn; without a word of the project's, all that can be. */
export function draws(question: Question, way: Drawn): boolean {
  const ways = question.draw as readonly string[] | undefined;
  return !ways?.length || ways.includes(way);
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

const repairs = new WeakMap<Anchor, { readonly text: string | null; readonly found: Repaired }>();

/** Where the text of an anchor is now. */
export function whereabouts(anchor: Anchor, context: Context): Repaired {
  const text = context.resolve(anchor.at)?.text;
  if (text === undefined) return { is: "lost", anchor };
  const before = repairs.get(anchor);
  if (before?.text === text) return before.found;
  const element = drawn(anchor) === "element";
  const found: Repaired = element
    ? { is: "whole", anchor }
    : text === null
      ? { is: "lost", anchor }
      : repair(anchor, text);
  repairs.set(anchor, { text, found });
  return found;
}
