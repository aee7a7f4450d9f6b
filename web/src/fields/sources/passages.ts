/** Documents cut into passages, and the best of them for some words (BM25). */
import { tokens } from "./tokens";

export interface Document {
  readonly id: string;
  readonly title?: string | undefined;
  readonly text: string;
  readonly url?: string | undefined;
}

export interface Passage {
  /** The place of its document in the list. */
  readonly document: number;
  readonly from: number;
  readonly to: number;
}

export interface Hit extends Passage {
  readonly score: number;
}

const WANTED = 500;
const MOST = 900;

/** A document's passages: paragraphs, short ones together, long ones cut after a sentence. */
export function passagesOf(text: string, document: number): Passage[] {
  const found: Passage[] = [];
  let from = 0;
  const add = (to: number) => {
    let start = from;
    while (to - start > MOST) {
      const cut = sentenceEnd(text, start + WANTED, Math.min(to, start + MOST));
      found.push({ document, from: start, to: cut });
      start = cut;
    }
    if (text.slice(start, to).trim()) found.push({ document, from: start, to });
    from = to;
  };
  for (const match of text.matchAll(/\n\s*\n/g)) {
    const end = match.index + match[0].length;
    if (end - from >= WANTED) add(end);
  }
  add(text.length);
  return found;
}

function sentenceEnd(text: string, least: number, most: number): number {
  const found = /[.!?。！？]["'”’)\]]*\s*|\s/.exec(text.slice(least, most));
  const end = found ? least + found.index + found[0].length : most;
  return /[\ud800-\udbff]/.test(text[end - 1] ?? "") ? end + 1 : end;
}

/** How much a word that comes often counts, and how much a passage's length. */
const K = 1.2;
const B = 0.75;
/** A word in the title counts so many times. */
const TITLE = 2;

/** Documents that can be searched; built once, in time linear in their length. */
export class Index {
  readonly passages: readonly Passage[];
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly lengths: number[] = [];
  private readonly mean: number;

  constructor(documents: readonly Document[]) {
    this.passages = documents.flatMap((one, at) => passagesOf(one.text, at));
    const titles = documents.map((one) => tokens(one.title ?? "").map((token) => token.word));
    this.passages.forEach((passage, at) => {
      const text = documents[passage.document]?.text.slice(passage.from, passage.to) ?? "";
      const words = tokens(text).map((token) => token.word);
      this.lengths.push(words.length);
      for (const word of words) this.count(word, at, 1);
      for (const word of titles[passage.document] ?? []) this.count(word, at, TITLE / 2);
    });
    this.mean = this.lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, this.lengths.length);
  }

  /** The best passages, best first. A word that is being typed finds words that begin with it. */
  search(query: string, most = 30): Hit[] {
    const words = [...new Set(tokens(query).map((token) => token.word))];
    const scores = new Map<number, number>();
    words.forEach((word, at) => {
      const found = this.postings.get(word) ?? (at === words.length - 1 ? this.beginning(word) : undefined);
      if (!found) return;
      const rarity = Math.log(1 + (this.passages.length - found.size + 0.5) / (found.size + 0.5));
      for (const [passage, count] of found) {
        const share = 1 - B + (B * (this.lengths[passage] ?? 0)) / this.mean;
        scores.set(passage, (scores.get(passage) ?? 0) + (rarity * count * (K + 1)) / (count + K * share));
      }
    });
    return [...scores]
      .sort(([one, a], [two, b]) => b - a || one - two)
      .slice(0, most)
      .map(([passage, score]) => ({ ...(this.passages[passage] as Passage), score }));
  }

  private count(word: string, passage: number, by: number): void {
    const found = this.postings.get(word) ?? new Map<number, number>();
    found.set(passage, (found.get(passage) ?? 0) + by);
    this.postings.set(word, found);
  }

  private beginning(start: string): Map<number, number> {
    const found = new Map<number, number>();
    for (const [word, passages] of this.postings) {
      if (!word.startsWith(start)) continue;
      for (const [passage, count] of passages) found.set(passage, Math.max(found.get(passage) ?? 0, count));
    }
    return found;
  }
}

/** A passage in pieces: those that are words searched for, and the rest. */
export function marked(text: string, query: string): { readonly text: string; readonly hit: boolean }[] {
  const words = tokens(query).map((token) => token.word);
  const last = words.at(-1) ?? "";
  const wanted = new Set(words);
  const pieces: { text: string; hit: boolean }[] = [];
  let done = 0;
  for (const token of tokens(text)) {
    if (!wanted.has(token.word) && !(last && token.word.startsWith(last))) continue;
    const from = Math.max(done, token.from);
    if (from >= token.to) continue;
    if (from > done) pieces.push({ text: text.slice(done, from), hit: false });
    const before = pieces.at(-1);
    if (before?.hit && from === done) before.text += text.slice(from, token.to);
    else pieces.push({ text: text.slice(from, token.to), hit: true });
    done = token.to;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
}
