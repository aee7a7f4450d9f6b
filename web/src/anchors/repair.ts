/**
 * An anchor whose text is no longer where it was: found again, or lost. The same as `accord.schema.anchors.repair`; one file
 * of vectors (tests/vectors/anchors.json) proves it.
 *
 * The quote is searched, letter for letter, then with any blanks for blanks. Of several places the nearest to the old one is
 * taken if it is the only one within reach, or clearly nearer than the next; a guess would be worse than a loss.
 */
import { pointsOf, type Points } from "../schema/offsets";
import { anchorOf, piecesOf, quoteOf, quotePieces, type Anchor, type Piece } from "./anchor";

export type Repaired =
  { readonly is: "whole" | "moved"; readonly anchor: Anchor } | { readonly is: "lost"; readonly anchor: Anchor };

/** So many code points around the old place are looked at where the quote stands more than once. */
export const REACH = 500;

/** The anchor as it holds in a text: untouched, moved to where its quote stands now, or lost. */
export function repair(anchor: Anchor, text: string): Repaired {
  const points = pointsOf(text);
  const pieces = piecesOf(anchor);
  if (!pieces.length) return { is: "whole", anchor };
  const inText = pieces.every(([, end]) => end <= points.length);
  if (inText && quoteOf(points, pieces) === anchor.quote) return { is: "whole", anchor };
  const quotes = quotePieces(anchor.quote ?? "", pieces.length);
  if (!quotes || quotes.some((quote) => !quote.trim())) return { is: "lost", anchor };
  const found: Piece[] = [];
  let shift = 0;
  for (const [index, quote] of quotes.entries()) {
    const wanted = (pieces[index] as Piece)[0] + shift;
    const place = nearest(points, quote, wanted, found.at(-1)?.[1] ?? -1);
    if (!place) return { is: "lost", anchor };
    shift += place[0] - wanted;
    found.push(place);
  }
  const page = anchor.page === undefined ? {} : { page: anchor.page };
  return { is: "moved", anchor: { ...anchorOf(anchor.at, points, found), ...page } };
}

function nearest(text: Points, quote: string, wanted: number, after: number): Piece | null {
  const exact = places(text, escaped(quote), after);
  const all = exact.length ? exact : places(text, loose(quote), after);
  if (all.length < 2) return all[0] ?? null;
  const [first, second] = all
    .map((place) => ({ place, far: Math.abs(place[0] - wanted) }))
    .sort((a, b) => a.far - b.far || a.place[0] - b.place[0]);
  if (!first || !second || first.far > REACH) return null;
  return first.far * 2 < second.far || first.far === 0 ? first.place : null;
}

/** Where a pattern stands; pieces of one anchor lie apart, so the next begins beyond `after`. */
function places(text: Points, pattern: string, after: number): Piece[] {
  const found: Piece[] = [];
  const search = new RegExp(pattern, "gu");
  for (let match = search.exec(text.text); match; match = search.exec(text.text)) {
    const start = text.toCodePoints(match.index);
    if (start > after) found.push([start, text.toCodePoints(match.index + match[0].length)]);
    // places may overlap: the search goes on one character further
    search.lastIndex = match.index + ((text.text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}

function escaped(quote: string): string {
  return quote.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

// blanks as both languages know them
const BLANK = "[\\t\\n\\v\\f\\r \\u00a0\\u2028\\u2029\\u3000]";

function loose(quote: string): string {
  const words = quote.split(new RegExp(`${BLANK}+`, "u")).filter(Boolean);
  return words.map(escaped).join(`${BLANK}+`);
}
