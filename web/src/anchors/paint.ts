/**
 * Paints what is drawn over the texts with the browser's highlights: thousands of places without a node more in the page.
 *
 * A colour has its own kind of line too (see anchors.css), and what overlaps goes to lanes under the text. Where the
 * browser has no highlights nothing is painted; the lists beside the text say the same.
 */
import type { Piece } from "./anchor";
import { LANES, lanes } from "./lanes";
import type { Page } from "./page";

/** How many colours there are. */
export const TONES = 12;

/** Something to paint: a place on the page with pieces of its text (none: all of the element), in UTF-16 units. */
export interface Stroke {
  readonly at: string;
  readonly pieces: readonly Piece[];
  readonly tone: number;
  /** In its colour; otherwise as a quiet line. */
  readonly live: boolean;
  /** The one that is chosen. */
  readonly now: boolean;
}

const MARK = "mark";
const REST = "rest";
const NOW = "now";
const PICKED = "picked";

/** What may stand in the browser's table of highlights. */
const NAMES = [
  ...Array.from({ length: TONES * LANES }, (_, at) => `${MARK}-${(at % TONES) + 1}-${Math.floor(at / TONES)}`),
  ...Array.from({ length: LANES }, (_, at) => `${REST}-${at}`),
  ...Array.from({ length: TONES }, (_, at) => `${NOW}-${at + 1}`),
  PICKED,
];

interface Selected {
  readonly at: string;
  readonly pieces: readonly Piece[];
  readonly whole: boolean;
}

/** Paints all of it, in place of what was painted before. */
export function paint(page: Page, strokes: readonly Stroke[], picked: Selected | null): void {
  const found = new Map<string, StaticRange[]>();
  const add = (name: string, ranges: readonly StaticRange[]) => {
    const there = found.get(name);
    if (there) there.push(...ranges);
    else found.set(name, [...ranges]);
  };
  for (const [at, own] of byPlace(strokes)) {
    const shown = page.texts.get(at);
    if (!shown) continue;
    const pieces = own.flatMap((stroke) => stroke.pieces.map(([from, to]) => ({ stroke, from, to })));
    for (const [index, lane] of lanes(pieces).entries()) {
      const { stroke, from, to } = pieces[index] as (typeof pieces)[number];
      const ranges = shown.rangesOf(from, to);
      add(stroke.live ? `${MARK}-${stroke.tone}-${lane}` : `${REST}-${lane}`, ranges);
      if (stroke.now) add(`${NOW}-${stroke.tone}`, ranges);
    }
  }
  if (picked && !picked.whole) {
    for (const [from, to] of picked.pieces) add(PICKED, page.texts.get(picked.at)?.rangesOf(from, to) ?? []);
  }
  publish(found);
  paintElements(page, strokes, picked?.whole ? picked.at : null);
}

/** Takes everything away. */
export function clearPaint(page: Page): void {
  publish(new Map());
  paintElements(page, [], null);
}

/** What stands in each highlight: only what changed is taken out and put in, for each change is laid out anew. */
const standing = new Map<string, Map<string, StaticRange>>();
const numbers = new WeakMap<Node, number>();
let count = 0;

function publish(found: ReadonlyMap<string, readonly StaticRange[]>): void {
  const table = (globalThis.CSS as typeof CSS | undefined)?.highlights;
  if (!table) return;
  for (const name of NAMES) {
    const wanted = new Map((found.get(name) ?? []).map((range) => [keyOf(range), range] as const));
    const there = standing.get(name) ?? new Map<string, StaticRange>();
    standing.set(name, there);
    const highlight = table.get(name) ?? named(name);
    for (const [key, range] of there) {
      if (wanted.has(key)) continue;
      highlight.delete(range);
      there.delete(key);
    }
    for (const [key, range] of wanted) {
      if (there.has(key)) continue;
      highlight.add(range);
      there.set(key, range);
    }
    if (there.size && !table.has(name)) table.set(name, highlight);
    else if (!there.size) table.delete(name);
  }
}

function named(name: string): Highlight {
  const highlight = new Highlight();
  highlight.priority = name.startsWith(MARK) ? 1 : name === PICKED ? 3 : name.startsWith(NOW) ? 2 : 0;
  return highlight;
}

/** A range as a key: its nodes by number, and where in them. */
function keyOf({ startContainer, startOffset, endContainer, endOffset }: StaticRange): string {
  return `${numberOf(startContainer)}:${startOffset}-${numberOf(endContainer)}:${endOffset}`;
}

function numberOf(node: Node): number {
  const known = numbers.get(node);
  if (known !== undefined) return known;
  numbers.set(node, ++count);
  return count;
}

/** Elements that are marked as a whole bear it as attributes. */
function paintElements(page: Page, strokes: readonly Stroke[], picked: string | null): void {
  const wanted = new Map<HTMLElement, Stroke>();
  for (const stroke of strokes) {
    if (stroke.pieces.length) continue;
    for (const element of page.elements(stroke.at)) {
      if (!wanted.get(element)?.now) wanted.set(element, stroke);
    }
  }
  for (const element of page.root.querySelectorAll<HTMLElement>("[data-marked], [data-picked]")) {
    if (!wanted.has(element)) delete element.dataset.marked;
    if (!wanted.get(element)?.now) delete element.dataset.now;
    if (element.dataset.at !== picked) delete element.dataset.picked;
  }
  for (const [element, stroke] of wanted) {
    element.dataset.marked = stroke.live ? String(stroke.tone) : "rest";
    if (stroke.now) element.dataset.now = "";
  }
  if (picked !== null) for (const element of page.elements(picked)) element.dataset.picked = "";
}

function byPlace(strokes: readonly Stroke[]): ReadonlyMap<string, Stroke[]> {
  const found = new Map<string, Stroke[]>();
  for (const stroke of strokes) {
    if (!stroke.pieces.length) continue;
    const there = found.get(stroke.at);
    if (there) there.push(stroke);
    else found.set(stroke.at, [stroke]);
  }
  return found;
}
