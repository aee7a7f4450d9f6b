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

/** The segments with their ids, text and place. */
export function segments(text: string, by: string): Element[] {
  const ends = ENDS[by];
  if (!ends) return [];
  const found: Element[] = [];
  let start = 0;
  let points = 0;
  const add = (end: number, next: number) => {
    const part = text.slice(start, end);
    const size = length(part);
    if (part.trim()) found.push({ id: String(found.length), text: part, start: points, end: points + size });
    points += size + length(text.slice(end, next));
    start = next;
  };
  for (const match of text.matchAll(ends)) add(match.index, match.index + match[0].length);
  add(text.length, text.length);
  return found;
}
