/** Anchors: a place in what people look at (accord.schema.anchors). Positions are code points, the end exclusive. */
import type { Json } from "../api/shapes";
import type { Points } from "../schema/offsets";

/** A place in text, in one piece (`start`, `end`) or several (`ranges`), or, with nothing but `at`, a whole element. */
export interface Anchor {
  readonly at: string;
  readonly page?: number;
  readonly start?: number;
  readonly end?: number;
  readonly ranges?: readonly Piece[];
  readonly quote?: string;
}

/** From and to. */
export type Piece = readonly [number, number];

/** How a place is drawn; other ways than these are not drawn here. */
export type Drawn = "span" | "element";

/** What an anchor can lie in: its text, if it has one that can be marked, and where that is within a larger text on the page. */
export interface Target {
  readonly at: string;
  readonly text: string | null;
  readonly inside?: { readonly at: string; readonly start: number };
}

export type Resolve = (at: string) => Target | null;

const JOINT = " … ";
const SPAN_KEYS = ["at", "start", "end", "ranges", "quote"];

/** How the place is drawn; undefined where this layer cannot draw it. */
export function drawn(anchor: Anchor): Drawn | undefined {
  const keys = Object.keys(anchor);
  if (keys.some((key) => !SPAN_KEYS.includes(key))) return undefined;
  return "start" in anchor || "ranges" in anchor ? "span" : "element";
}

/** The pieces of text, in order; none for a whole element. */
export function piecesOf(anchor: Anchor): readonly Piece[] {
  if (anchor.ranges) return anchor.ranges;
  return anchor.start === undefined || anchor.end === undefined ? [] : [[anchor.start, anchor.end]];
}

/** What the pieces say. */
export function quoteOf(text: Points, pieces: readonly Piece[]): string {
  return pieces.map(([start, end]) => text.slice(start, end)).join(JOINT);
}

/** The parts of a quote that was made of so many pieces; null when it cannot be told. */
export function quotePieces(quote: string, count: number): string[] | null {
  const parts = count === 1 ? [quote] : quote.split(JOINT);
  return parts.length === count ? parts : null;
}

/** The anchor of some pieces of a text; pieces that overlap or touch become one. */
export function anchorOf(at: string, text: Points, pieces: readonly Piece[]): Anchor {
  const joined = joinedPieces(pieces);
  const quote = quoteOf(text, joined);
  const [first] = joined;
  return joined.length === 1 && first ? { at, start: first[0], end: first[1], quote } : { at, ranges: joined, quote };
}

/** In order, none overlapping or touching. */
export function joinedPieces(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const [start, end] of [...pieces].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last && start <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], end)];
    else out.push([start, end]);
  }
  return out;
}

/** Whether two anchors are the same place. */
export function same(a: Anchor, b: Anchor): boolean {
  if (a.at !== b.at || drawn(a) !== drawn(b)) return false;
  const [one, other] = [piecesOf(a), piecesOf(b)];
  return (
    one.length === other.length && one.every(([start, end], at) => other[at]?.[0] === start && other[at][1] === end)
  );
}

/** Whether two places in text have a character in common. */
export function overlap(a: Anchor, b: Anchor): boolean {
  return a.at === b.at && piecesOf(a).some(([s, e]) => piecesOf(b).some(([t, f]) => Math.max(s, t) < Math.min(e, f)));
}

/** Whether a reference lies in another; everything lies in "". */
export function liesIn(at: string, within: string): boolean {
  return within === "" || at === within || at.startsWith(`${within}/`);
}

/** Compares by reading order: the places in the order given, then where they begin, the longer first. */
export function byReading(places: readonly string[]): (a: Anchor, b: Anchor) => number {
  const rank = new Map(places.map((at, index) => [at, index]));
  const of = (at: string) => rank.get(at) ?? rank.size;
  return (a, b) => {
    if (a.at !== b.at) return of(a.at) - of(b.at) || (a.at < b.at ? -1 : 1);
    const [one, other] = [piecesOf(a), piecesOf(b)];
    const begins = (one[0]?.[0] ?? -1) - (other[0]?.[0] ?? -1);
    return begins || (other.at(-1)?.[1] ?? 0) - (one.at(-1)?.[1] ?? 0);
  };
}

/** Whether a value out of an answer has the form of an anchor that this layer can draw. */
export function isAnchor(value: Json | undefined): value is Json & Anchor {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const { at, start, end, ranges, quote } = value;
  if (typeof at !== "string" || !at || drawn(value as unknown as Anchor) === undefined) return false;
  if (start === undefined && end === undefined && ranges === undefined) return quote === undefined;
  if (typeof quote !== "string" || (ranges !== undefined && (start !== undefined || end !== undefined))) return false;
  const pieces = ranges ?? [[start ?? null, end ?? null]];
  return Array.isArray(pieces) && pieces.length > 0 && inOrder(pieces);
}

function inOrder(pieces: readonly Json[]): boolean {
  let before = -1;
  for (const piece of pieces) {
    if (!Array.isArray(piece) || piece.length !== 2) return false;
    const [start, end] = piece;
    if (!Number.isInteger(start) || !Number.isInteger(end)) return false;
    if ((start as number) <= before || (start as number) < 0 || (end as number) <= (start as number)) return false;
    before = end as number;
  }
  return true;
}
