/** Options as `label` and `labels` have them: a tree flattened to paths, or a list out of the record. */
import type { Json } from "../../api/shapes";
import type { Context, Question } from "../../schema/kinds";

export interface Choice {
  /** `billing/refund` */
  readonly path: string;
  readonly title: string;
  /** Titles of what it is under. */
  readonly above: readonly string[];
  readonly help: string;
  /** The key that chooses it; "" where there is none. */
  readonly key: string;
}

interface Option {
  readonly value: string;
  readonly title?: string;
  readonly help?: string;
  readonly options?: readonly Option[];
}

// digits, then the letters that mean nothing else on the page
const KEYS = [..."123456789abcdefhlmopqrxyz"];

/** So many options stand in a list, each with its key; more are searched. */
export const FEW = 20;

/** Everything that may be chosen, in order, each with its key. */
export function choicesOf(question: Question, context: Context): Choice[] {
  const flat = namesOf(question, context, "options");
  const own = question.hotkeys ?? {};
  const taken = new Set(Object.values(own));
  const free = flat.length <= FEW ? KEYS.filter((key) => !taken.has(key)) : [];
  return flat.map((choice) => ({ ...choice, key: own[choice.path] ?? free.shift() ?? "" }));
}

/** What a parameter lists (options, labels, types), without keys. */
export function namesOf(question: Question, context: Context, parameter: string): Omit<Choice, "key">[] {
  const raw = question[parameter];
  if (Array.isArray(raw)) return flatten(raw as Option[], "", [], question.inner === true);
  const words = context.words[parameter] ?? {};
  return (context.choices[parameter] ?? []).map((path) => ({ path, title: words[path] ?? path, above: [], help: "" }));
}

/** Whether a value names an option. */
export function isChoice(value: Json, question: Question, context: Context): boolean {
  return typeof value === "string" && choicesOf(question, context).some((choice) => choice.path === value);
}

/** The choices whose words all start some word of what is searched, best first. */
export function search(choices: readonly Choice[], query: string): Choice[] {
  const wanted = words(query);
  if (!wanted.length) return [...choices];
  const scored = choices.map((choice, at) => {
    const own = words(choice.title);
    const all = [...own, ...choice.above.flatMap(words)];
    const found = wanted.every((want) => all.some((word) => word.startsWith(want)));
    const loose = found || choice.title.toLowerCase().includes(query.trim().toLowerCase());
    const rank = own[0]?.startsWith(wanted[0] ?? "") ? 0 : found ? 1 : 2;
    return { choice, loose, rank, at };
  });
  return scored
    .filter((one) => one.loose)
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map((one) => one.choice);
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function flatten(
  tree: readonly Option[],
  prefix: string,
  above: readonly string[],
  inner: boolean,
): Omit<Choice, "key">[] {
  return tree.flatMap((option) => {
    const path = prefix + option.value;
    const title = option.title || option.value;
    const own = { path, title, above, help: option.help ?? "" };
    const below = option.options ? flatten(option.options, `${path}/`, [...above, title], inner) : [];
    return !option.options || inner ? [own, ...below] : below;
  });
}
