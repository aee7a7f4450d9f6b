/** Characters that cannot be seen, or look like others: they are shown by their number where the source is shown. */

/** Controls, odd blanks, zero-width, directions, tags; not the blank of CJK, nor line ends and tabs; and halves of characters. */
const RANGES = [
  ..."0000-0008 000b-000c 000e-001f 007f-00a0 00ad 034f 061c 115f-1160 17b4-17b5 180b-180e 2000-200f".split(" "),
  ..."2028-202f 205f-206f 3164 feff fff9-fffd e0000-e007f".split(" "),
];
const CLASS = RANGES.map((range) => range.replace(/[0-9a-f]+/g, "\\u{$&}")).join("");
const UNSEEN = new RegExp(`[${CLASS}]|\\p{Cs}`, "u");
const ODD = new RegExp(UNSEEN.source, "gu");

export interface Bit {
  readonly text: string;
  readonly from: number;
  /** How it is called where it cannot be seen. */
  readonly name?: string;
}

/** Whether a text has any. */
export function hasUnseen(text: string): boolean {
  return UNSEEN.test(text);
}

/** The text with those characters apart. */
export function apart(text: string): Bit[] {
  const bits: Bit[] = [];
  let done = 0;
  for (const match of text.matchAll(ODD)) {
    if (match.index > done) bits.push({ text: text.slice(done, match.index), from: done });
    bits.push({ text: match[0], from: match.index, name: nameOf(match[0]) });
    done = match.index + match[0].length;
  }
  if (done < text.length) bits.push({ text: text.slice(done), from: done });
  return bits;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
