/** A text cut into sentences, paragraphs or scenes, as the server cuts it; places in code points. */
import type { Element } from "../../schema/kinds";
import { length } from "../../schema/offsets";

// the blanks of Python's \s, which are not quite those of JavaScript
const S = "[\\s\\x1c-\\x1f\\x85]";
const ENDS: Readonly<Record<string, RegExp>> = {
  sentence: new RegExp(`(?<=[.!?…])["'”’)\\]]*${S}+|(?<=[。！？])`, "gu"),
  paragraph: new RegExp(`\\n${S}*\\n`, "gu"),
  scene: new RegExp(`\\n${S}*(?:\\*${S}*\\*${S}*\\*|-{3,}|#{3}|⁂)${S}*\\n`, "gu"),
};

/** Stands between parts and is none. */
const RULE = new RegExp(`^${S}*(?:\\*${S}*\\*${S}*\\*|-{3,}|_{3,}|#{3}|⁂)${S}*$`, "u");

export interface Cut {
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly from: number;
}

/** The text cut up. */
export function cuts(text: string, by: string): Cut[] {
  const ends = ENDS[by];
  if (!ends) return [];
  const found: Cut[] = [];
  let from = 0;
  const add = (end: number, next: number) => {
    const part = text.slice(from, end);
    if (part.trim() && !RULE.test(part)) found.push({ text: part, from });
    from = next;
  };
  for (const match of text.matchAll(ends)) add(match.index, match.index + match[0].length);
  add(text.length, text.length);
  return found;
}

/** The segments with their ids, text and place. */
export function segments(text: string, by: string): Element[] {
  let from = 0;
  let points = 0;
  return cuts(text, by).map((cut, at) => {
    points += length(text.slice(from, cut.from));
    const start = points;
    points += length(cut.text);
    from = cut.from + cut.text.length;
    return { id: String(at), text: cut.text, start, end: points };
  });
}
