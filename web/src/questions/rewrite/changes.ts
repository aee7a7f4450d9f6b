/** What changed between two texts, word by word, in any script. */
import { diffArrays } from "diff";

export interface Change {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Beyond so many words the comparison is made in a worker, so that typing stays quick. */
export const MANY_WORDS = 20_000;

// about as many units as a word and its blank have; in scripts without blanks fewer, which only means the worker sooner
const WORD = 5;

/** Whether a comparison is long enough for the worker. */
export function isLong(before: string, after: string): boolean {
  return (before.length + after.length) / 2 / WORD > MANY_WORDS;
}

/** The words and what stands between them. */
export function tokens(text: string, lang?: string): string[] {
  return [...segmenter(lang).segment(text)].map((one) => one.segment);
}

function segmenter(lang: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(lang, { granularity: "word" });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: "word" }); // a record may name a language that is none
  }
}

/** The stretches that stayed, came and went, in order. */
export function changesOf(before: string, after: string, lang?: string): Change[] {
  if (before === after) return before ? [{ kind: "same", text: before }] : [];
  const changes = diffArrays(tokens(before, lang), tokens(after, lang)).map((one): Change => ({
    kind: one.added ? "added" : one.removed ? "removed" : "same",
    text: one.value.join(""),
  }));
  return together(changes);
}

const NO_WORD = /^[\s\p{P}]*$/u;

/**
 * Changed words with nothing but blanks and signs between them are one change: what went as a whole, then what came. A
 * sentence that was written anew can so be read, which word by word it cannot.
 */
function together(changes: readonly Change[]): Change[] {
  const out: Change[] = [];
  let gone = "";
  let came = "";
  const flush = () => {
    // what both begin or end with did not change
    const [head, went, put, tail] = apart(gone, came);
    if (head) out.push({ kind: "same", text: head });
    if (went) out.push({ kind: "removed", text: went });
    if (put) out.push({ kind: "added", text: put });
    if (tail) out.push({ kind: "same", text: tail });
    gone = came = "";
  };
  changes.forEach((one, at) => {
    if (one.kind === "removed") gone += one.text;
    else if (one.kind === "added") came += one.text;
    else if (at > 0 && at < changes.length - 1 && gone && came && NO_WORD.test(one.text)) {
      gone += one.text;
      came += one.text;
    } else {
      flush();
      out.push(one);
    }
  });
  flush();
  return out;
}

/** Two texts without the blanks and signs that both begin and end with. */
function apart(gone: string, came: string): [string, string, string, string] {
  if (!gone || !came) return ["", gone, came, ""];
  const shared = (edge: RegExp, same: (one: string, other: string) => string) =>
    same(edge.exec(gone)?.[0] ?? "", edge.exec(came)?.[0] ?? "");
  const head = shared(/^[\s\p{P}]*/u, (one, other) => (one === other ? one : ""));
  const tail = shared(/[\s\p{P}]*$/u, (one, other) => (one === other ? one : ""));
  if (head.length + tail.length >= Math.min(gone.length, came.length)) return ["", gone, came, ""];
  const inner = (text: string) => text.slice(head.length, text.length - tail.length);
  return [head, inner(gone), inner(came), tail];
}

/** How many words came and went. */
export function counted(
  changes: readonly Change[],
  lang?: string,
): { readonly added: number; readonly removed: number } {
  const words = (kind: Change["kind"]) =>
    changes
      .filter((one) => one.kind === kind)
      .reduce((sum, one) => sum + [...segmenter(lang).segment(one.text)].filter((part) => part.isWordLike).length, 0);
  return { added: words("added"), removed: words("removed") };
}

export type Step<P> =
  | { readonly kind: "same" | "edited" | "added"; readonly part: P; readonly moved: boolean }
  | { readonly kind: "removed"; readonly part: P; readonly moved: false };

/** What became of each part of a list: by id, those that went where they stood. */
export function stepsOf<P extends { readonly id: string }>(before: readonly P[], after: readonly P[]): Step<P>[] {
  const old = new Map(before.map((part) => [part.id, part]));
  const ids = new Set(after.map((part) => part.id));
  const stayed = new Set<string>();
  const kept = before.filter((part) => ids.has(part.id)).map((part) => part.id);
  const now = after.filter((part) => old.has(part.id)).map((part) => part.id);
  for (const one of diffArrays(kept, now)) if (!one.added && !one.removed) one.value.forEach((id) => stayed.add(id));
  const out: Step<P>[] = after.map((part) => {
    const was = old.get(part.id);
    if (!was) return { kind: "added", part, moved: false };
    const kind = JSON.stringify(was) === JSON.stringify(part) ? "same" : "edited";
    return { kind, part, moved: !stayed.has(part.id) };
  });
  before.forEach((part, at) => {
    if (ids.has(part.id)) return;
    const ahead = before
      .slice(0, at)
      .reverse()
      .find((one) => out.some((step) => step.part.id === one.id));
    out.splice(ahead ? out.findIndex((step) => step.part.id === ahead.id) + 1 : 0, 0, {
      kind: "removed",
      part,
      moved: false,
    });
  });
  return out;
}
