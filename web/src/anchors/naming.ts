/**
 * One name for each place in text: what can be said in several ways is sent in one. The same as `accord.schema.naming`; one
 * file of vectors (tests/vectors/places.json) proves it.
 *
 * Words in a segment of a text are named from the text that the segment is cut from, unless the question is asked of that
 * segment alone; one piece is `start` and `end`, never `ranges`. A whole segment is not the same as all of its words.
 */
import type { Context } from "../schema/kinds";
import { drawn, liesIn, piecesOf, type Anchor, type Piece } from "./anchor";

/** An anchor in its one form; one that is in it already stays the same object. */
export function named(anchor: Anchor, context: Context): Anchor {
  if (drawn(anchor) !== "span") return anchor;
  const target = context.resolve(anchor.at);
  const inside = target?.inside && liesIn(target.inside.at, context.within) ? target.inside : null;
  if (!inside && anchor.ranges?.length !== 1) return anchor;
  const shift = inside?.start ?? 0;
  const moved = piecesOf(anchor).map(([start, end]): Piece => [start + shift, end + shift]);
  const [first] = moved;
  const place = moved.length === 1 && first ? { start: first[0], end: first[1] } : { ranges: moved };
  return { at: inside?.at ?? anchor.at, ...place, quote: anchor.quote ?? "" };
}
