/**
 * What is shown of a markdown node against its source, piece by piece.
 *
 * A parser says where a text node begins and ends in the source, but the node is not that stretch letter for letter:
 * `\*` became `*`, `&amp;` became `&`, the `> ` of a quotation's second line is gone. `align` finds the pieces: those that are
 * the source letter for letter (`from` alone), and those that stand for something written otherwise (`from` and `to`).
 * Positions are UTF-16 units.
 */
import { decodeString } from "micromark-util-decode-string";

import { NOTHING } from "./math";

export interface Piece {
  readonly text: string;
  readonly from: number;
  /** Only where what is shown is not what is written. */
  readonly to?: number;
}

/** `text`: escapes and references are read; `code`: every line ends as it is written; `inline`: code in a line. */
export type Kind = "text" | "code" | "inline";

/** The pieces of what is shown; `offset` is where the source stretch begins. What does not fit at all stands for the whole stretch. */
export function align(shown: string, source: string, offset: number, kind: Kind): Piece[] {
  if (!shown) return [];
  if (shown === source) return [{ text: shown, from: offset }];
  const walk =
    kind === "text" ? ofText(shown, source) : kind === "code" ? ofLines(shown, source) : ofInline(shown, source);
  // raw HTML is shown as written, and so is what a walk of another kind could not explain
  const steps = walk ?? (kind === "text" ? ofLines(shown, source) : null);
  if (!steps) return [{ text: shown, from: offset, to: offset + source.length }];
  return merged(shown, source, steps, offset);
}

/** One step: `size` units shown stand for the source from `from` to `to`. */
interface Step {
  readonly size: number;
  readonly from: number;
  readonly to: number;
}

const UNIT = /\\[!-/:-@[-`{-~]|&(?:#(?:\d{1,7}|[xX][\da-fA-F]{1,6})|[\da-zA-Z]{1,31});|\r\n/y;

/** Text of a paragraph: escapes, references, blanks at the edges of lines and what leads a line in a quotation. */
function ofText(shown: string, source: string): Step[] | null {
  const steps: Step[] = [];
  let at = 0;
  let from = 0;
  while (at < shown.length) {
    UNIT.lastIndex = from;
    const written = UNIT.exec(source)?.[0] ?? source[from];
    if (written === undefined) return null;
    const read = written.length > 1 && written !== "\r\n" ? decodeString(written) : written;
    if (shown.startsWith(read, at)) {
      steps.push({ size: read.length, from, to: from + written.length });
      at += read.length;
      from += written.length;
      if (/[\r\n]$/.test(written)) from += lead(shown, at, source, from);
    } else if (written === " " || written === "\t" || written === NOTHING) from += 1;
    else if (written === "\0") {
      steps.push({ size: 1, from, to: from + 1 });
      at += 1;
      from += 1;
    } else return null;
  }
  return steps;
}

/** How much of a source line leads up to what is shown of it: indents, and the marks of quotations. */
function lead(shown: string, at: number, source: string, from: number): number {
  const written = /^[ \t>]*/.exec(source.slice(from, from + 1000))?.[0] ?? "";
  const kept = /^[ \t>]*/.exec(shown.slice(at, at + 1000))?.[0] ?? "";
  return kept && written.endsWith(kept) ? written.length - kept.length : written.length;
}

/** Blocks of code: each line shown is the end of a line written; a tab may have become blanks. */
function ofLines(shown: string, source: string): Step[] | null {
  const steps: Step[] = [];
  const written = lines(source);
  const fence = /^ {0,3}(`{3,}|~{3,})/.test(source) && written.length > 1 ? 1 : 0;
  const wanted = lines(shown);
  let row = fence;
  for (const line of wanted) {
    if (!line.text && !line.end) break;
    const there = written[row++];
    if (!there) return null;
    let same = 0;
    while (same < line.text.length && line.text.at(-1 - same) === there.text.at(-1 - same)) same++;
    const rest = line.text.length - same;
    if (rest && line.text.slice(0, rest).trim()) return null;
    const start = there.from + there.text.length - same;
    if (rest) steps.push({ size: rest, from: there.from, to: start });
    if (same) steps.push({ size: same, from: start, to: start + same });
    const end = there.from + there.text.length;
    if (line.end) steps.push({ size: line.end, from: end, to: end + there.end });
  }
  return steps;
}

/** Code in a line: between its backticks; line ends became blanks, a bar in a table is escaped. */
function ofInline(shown: string, source: string): Step[] | null {
  const ticks = /^`+/.exec(source)?.[0].length ?? 0;
  let from = ticks;
  const end = source.length - ticks;
  if (source[from] === " " && source[end - 1] === " " && source.slice(from, end).trim()) from += 1;
  const steps: Step[] = [];
  for (let at = 0; at < shown.length; at++) {
    const here = source[from];
    if (from >= end || here === undefined) return null;
    const size = here === "\r" && source[from + 1] === "\n" ? 2 : here === "\\" && shown[at] === "|" ? 2 : 1;
    const isBreak = here === "\n" || here === "\r";
    if (!(size === 2 && !isBreak ? source[from + 1] === "|" : isBreak ? shown[at] === " " : here === shown[at]))
      return null;
    steps.push({ size: 1, from, to: from + size });
    from += size;
    if (isBreak) from += lead(shown, at + 1, source, from);
  }
  return steps;
}

interface Line {
  readonly text: string;
  readonly from: number;
  /** The length of what ends it. */
  readonly end: number;
}

function lines(text: string): Line[] {
  const found: Line[] = [];
  let from = 0;
  for (const match of text.matchAll(/\r\n|\n|\r/g)) {
    found.push({ text: text.slice(from, match.index), from, end: match[0].length });
    from = match.index + match[0].length;
  }
  found.push({ text: text.slice(from), from, end: 0 });
  return found;
}

/** Steps that go on letter for letter become one piece. */
function merged(shown: string, source: string, steps: readonly Step[], offset: number): Piece[] {
  const pieces: { text: string; from: number; to?: number }[] = [];
  let at = 0;
  let exactTo = -1; // where the last piece ends, if it is letter for letter
  for (const { size, from, to } of steps) {
    const text = shown.slice(at, at + size);
    at += size;
    const exact = source.slice(from, to) === text;
    const last = pieces.at(-1);
    if (exact && last && exactTo === from) last.text += text;
    else pieces.push({ text, from: offset + from, ...(exact ? {} : { to: offset + to }) });
    exactTo = exact ? to : -1;
  }
  return pieces;
}
