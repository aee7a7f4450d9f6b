/** As what a selection can be taken: labels or types, each with its letter and colour. */
import type { Json } from "../api/shapes";
import { namesOf, type Choice } from "../questions/options/options";
import type { Context, Question } from "../schema/kinds";
import { TONES } from "./paint";

export type { Choice };

/** Letters that mean nothing else while a question that draws is active. */
const LETTERS = [..."abcdefhilmopqry"];

/** So many entries stand in a list, each with its letter; more are searched. */
export const FEW = LETTERS.length;

/** The labels or types of a question (`parameter` names them), each with a letter: of its own words, where that is free. */
export function entriesOf(question: Question, context: Context, parameter: "labels" | "types"): Choice[] {
  const flat = namesOf(question, context, parameter);
  const own = question.hotkeys ?? {};
  const free = new Set(flat.length <= FEW ? LETTERS : []);
  for (const key of Object.values(own)) free.delete(key);
  // first letters of words go before letters within them, for all of the list
  const initials = flat.map((one) =>
    own[one.path] === undefined ? taken(one.title.match(/(?<!\p{L})\p{L}/gu), free) : "",
  );
  return flat.map((one, at) => {
    const key = own[one.path] ?? (initials[at] || taken(one.title.match(/\p{L}/gu), free) || taken([...free], free));
    return { ...one, key };
  });
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** Whether a name is one of the labels or types, or absent where there are none. */
export function isEntry(name: string | undefined, question: Question, context: Context, parameter: "labels" | "types") {
  if (question[parameter] === undefined) return name === undefined;
  const list = Array.isArray(question[parameter]) ? question[parameter] : context.choices[parameter];
  const found = (list && known.get(list)) ?? new Set(namesOf(question, context, parameter).map((one) => one.path));
  if (list) known.set(list, found);
  return name !== undefined && found.has(name);
}

/** Takes the first of some letters that is free. */
function taken(letters: readonly string[] | null, free: Set<string>): string {
  const found = letters?.map((letter) => letter.toLowerCase()).find((letter) => free.has(letter)) ?? "";
  free.delete(found);
  return found;
}

/** The colour of the entry at a place in the list. */
export function toneAt(index: number): number {
  return (Math.max(0, index) % TONES) + 1;
}

/** The colour of what is drawn as an entry. */
export function toneOf(entries: readonly Choice[], path: Json | undefined): number {
  return toneAt(entries.findIndex((one) => one.path === path));
}
