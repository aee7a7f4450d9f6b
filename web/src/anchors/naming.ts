/**
 * One name for each place in text: what can be said in several ways is sent in one. The same as `accord.schema.naming`; one
 * file of vectors (tests/vectors/places.json) proves it.
 *
 * A place in a segment of a text, or all of a segment, is named from the text that the segment is cut from, unless the
 * question is asked of that segment alone; one piece is `start` and `end`, never `ranges`.
 */
import type { Context, Question } from "../schema/kinds";
import { pointsOf } from "../schema/offsets";
import { drawn, liesIn, piecesOf, type Anchor, type Piece } from "./anchor";
import { draws } from "./standing";

/** An anchor in its one form; one that is in it already stays the same object. */
export function named(anchor: Anchor, question: Question, context: Context): Anchor {
  const way = drawn(anchor);
  if (!way) return anchor;
  const target = context.resolve(anchor.at);
  const inside = target?.inside && liesIn(target.inside.at, context.within) ? target.inside : null;
  if (!inside && anchor.ranges?.length !== 1) return anchor;
  const shift = inside?.start ?? 0;
  if (way === "element") {
    if (!inside || !target?.text || !draws(question, "span")) return anchor;
    return { at: inside.at, start: shift, end: shift + pointsOf(target.text).length, quote: target.text };
  }
  const moved = piecesOf(anchor).map(([start, end]): Piece => [start + shift, end + shift]);
  const [first] = moved;
  const place = moved.length === 1 && first ? { start: first[0], end: first[1] } : { ranges: moved };
  return { at: inside?.at ?? anchor.at, ...place, quote: anchor.quote ?? "" };
}
