/** Where a caret goes in a text: by what a reader takes for one character, by word, sentence or paragraph, in any script. UTF-16 units. */

export type By = "character" | "word" | "sentence" | "paragraph" | "line-edge";

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(granularity: "grapheme" | "word" | "sentence", lang: string | undefined): Intl.Segmenter {
  const key = `${granularity}/${lang ?? ""}`;
  let found = segmenters.get(key);
  if (!found) {
    found = made(granularity, lang);
    segmenters.set(key, found);
  }
  return found;
}

function made(granularity: "grapheme" | "word" | "sentence", lang: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(lang, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity }); // a record may name a language that is none
  }
}

/** The position after one step; at an edge, the edge. */
export function moved(text: string, at: number, by: By, forward: boolean, lang?: string): number {
  if (forward ? at >= text.length : at <= 0) return at;
  if (by === "paragraph" || by === "line-edge") return edge(text, at, forward, by === "paragraph");
  if (by === "character") return character(text, at, forward, lang);
  const [start, end] = block(text, at, forward);
  if (forward ? at === end : at === start) return forward ? at + 1 : at - 1;
  const inside = text.slice(start, end);
  const next = by === "word" ? word(inside, at - start, forward, lang) : sentence(inside, at - start, forward, lang);
  return start + next;
}

/** The word that a position stands in, or beside. */
export function wordAt(text: string, at: number, lang?: string): readonly [number, number] | null {
  const [start, end] = block(text, Math.min(at, Math.max(0, text.length - 1)), true);
  const inside = segmenter("word", lang).segment(text.slice(start, end));
  for (const place of [at - start, at - start - 1]) {
    const found = place >= 0 ? inside.containing(place) : undefined;
    if (found?.isWordLike) return [start + found.index, start + found.index + found.segment.length];
  }
  return null;
}

/** The sentence that a position stands in, or at the end of; null in an empty line. */
export function sentenceAt(text: string, at: number, lang?: string): readonly [number, number] | null {
  const atEnd = at >= text.length || text[at] === "\n";
  const [start, end] = block(text, at, !atEnd);
  const inside = text.slice(start, end);
  if (!inside.trim()) return null;
  const to = sentence(inside, Math.min(at - start, inside.trimEnd().length - 1), true, lang);
  return [start + sentence(inside, to, false, lang), start + to];
}

// what a segmenter need see around a character: the longest families of emoji are some 40 units
const AROUND = 64;

function character(text: string, at: number, forward: boolean, lang: string | undefined): number {
  const from = Math.max(0, at - AROUND);
  const near = segmenter("grapheme", lang).segment(text.slice(from, at + AROUND));
  const found = near.containing((forward ? at : at - 1) - from);
  if (!found) return at;
  return from + found.index + (forward ? found.segment.length : 0);
}

/** The lines around a position, within which words and sentences are looked for. */
function block(text: string, at: number, forward: boolean): readonly [number, number] {
  const here = forward ? at : at - 1;
  if (text[here] === "\n") return [here, here + 1];
  const end = text.indexOf("\n", here);
  return [text.lastIndexOf("\n", here) + 1, end < 0 ? text.length : end];
}

function word(text: string, at: number, forward: boolean, lang: string | undefined): number {
  const words = segmenter("word", lang).segment(text);
  for (let here = forward ? at : at - 1; here >= 0 && here < text.length;) {
    const found = words.containing(here) as Intl.SegmentData;
    const end = found.index + found.segment.length;
    if (found.isWordLike) return forward ? end : found.index;
    here = forward ? end : found.index - 1;
  }
  return forward ? text.length : 0;
}

function sentence(text: string, at: number, forward: boolean, lang: string | undefined): number {
  const sentences = segmenter("sentence", lang).segment(text);
  if (!forward) return sentences.containing(at - 1)?.index ?? 0;
  for (let here = at; here < text.length;) {
    const found = sentences.containing(here) as Intl.SegmentData;
    const end = found.index + found.segment.trimEnd().length;
    if (end > at) return end;
    here = found.index + found.segment.length;
  }
  return text.length;
}

function edge(text: string, at: number, forward: boolean, further: boolean): number {
  if (forward) {
    const end = text.indexOf("\n", further && text[at] === "\n" ? at + 1 : at);
    return end < 0 ? text.length : end;
  }
  const before = further && text[at - 1] === "\n" ? at - 2 : at - 1;
  return before < 0 ? 0 : text.lastIndexOf("\n", before) + 1;
}

const STRONG = /\p{L}/u;
const FROM_THE_RIGHT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Whether a line is written from the right: by its first letter, as browsers tell it. */
export function rightToLeft(line: string): boolean {
  const letter = STRONG.exec(line)?.[0];
  return letter !== undefined && FROM_THE_RIGHT.test(letter);
}
