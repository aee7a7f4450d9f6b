/**
 * The one place where positions in text change between code points (everywhere else) and UTF-16 units (the browser).
 *
 * A position inside a surrogate pair belongs to the code point it cuts.
 */

/** How many code points a text has. */
export function length(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) if (isPair(text, at)) count--;
  return count;
}

/** The code point position of a UTF-16 position. */
export function toCodePoints(text: string, utf16: number): number {
  const end = Math.min(Math.max(utf16, 0), text.length);
  return length(text.slice(0, end > 0 && isPair(text, end - 1) ? end - 1 : end));
}

/** The UTF-16 position of a code point position. */
export function toUtf16(text: string, codePoints: number): number {
  let at = 0;
  for (let left = codePoints; left > 0 && at < text.length; left--) at += isPair(text, at) ? 2 : 1;
  return at;
}

/** The text between two code point positions. */
export function slice(text: string, start: number, end: number): string {
  return text.slice(toUtf16(text, start), toUtf16(text, end));
}

/** A text that remembers where its surrogate pairs are: conversions cost a search instead of a walk. */
export class Points {
  readonly text: string;
  /** Where each pair begins, in UTF-16 units. */
  private readonly pairs: readonly number[];

  constructor(text: string) {
    this.text = text;
    const pairs: number[] = [];
    for (let at = 0; at < text.length - 1; at++) if (isPair(text, at)) pairs.push(at++);
    this.pairs = pairs;
  }

  /** How many code points there are. */
  get length(): number {
    return this.text.length - this.pairs.length;
  }

  toCodePoints(utf16: number): number {
    const at = Math.min(Math.max(utf16, 0), this.text.length);
    const before = this.before((pair) => pair + 1 < at);
    return at - before - (this.pairs[before] === at - 1 ? 1 : 0);
  }

  toUtf16(codePoints: number): number {
    const at = Math.min(Math.max(codePoints, 0), this.length);
    return at + this.before((pair, index) => pair - index < at);
  }

  /** The text between two code point positions. */
  slice(start: number, end: number): string {
    return this.text.slice(this.toUtf16(start), this.toUtf16(end));
  }

  /** How many of the first pairs are so; once one is not, none after it is. */
  private before(holds: (pair: number, index: number) => boolean): number {
    let low = 0;
    let high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (holds(this.pairs[middle] as number, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const KEPT = 1_024;
const kept = new Map<string, Points>();

/** The `Points` of a text; those asked for last are kept. */
export function pointsOf(text: string): Points {
  const found = kept.get(text) ?? new Points(text);
  kept.delete(text);
  kept.set(text, found);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  return found;
}

function isPair(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}
