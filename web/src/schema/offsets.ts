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

function isPair(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}
