/** What a run remembered: each fact with the steps that wrote it and those that read it. */
import { textOf } from "../../schema/written";
import type { Step } from "./steps";

export interface Fact {
  readonly words: string;
  /** Places of steps, from 0. */
  readonly written: readonly number[];
  readonly read: readonly number[];
}

const LONGEST = 160;

/** The facts in the order in which they first appear. A read belongs to the fact with its key, else with its words. */
export function ledger(steps: readonly Step[]): Fact[] {
  const facts = new Map<string, { words: string; written: number[]; read: number[] }>();
  steps.forEach((step, at) => {
    if (step.kind !== "memory_write" && step.kind !== "memory_read") return;
    const words = wordsOf(step);
    const key = keyOf(step) ?? words.toLowerCase();
    const known = facts.get(key) ?? { words, written: [], read: [] };
    if (!known.words || step.kind === "memory_write") known.words = words || known.words;
    (step.kind === "memory_write" ? known.written : known.read).push(at);
    facts.set(key, known);
  });
  return [...facts.values()];
}

function keyOf(step: Step): string | null {
  const { args } = step;
  if (args === null || typeof args !== "object" || Array.isArray(args)) return null;
  const key = [args.key, args.id, args.name, args.query].find((one) => typeof one === "string");
  return typeof key === "string" ? `key ${key}` : null;
}

function wordsOf(step: Step): string {
  const args = step.args !== null && typeof step.args === "object" && !Array.isArray(step.args) ? step.args : {};
  const content = typeof step.content === "string" ? step.content : "";
  const said = [args.value, args.content, args.text, content, step.result, args.key, args.query].find(
    (one) => one !== undefined && one !== null && one !== "",
  );
  const words = said === undefined ? "" : textOf(said ?? null).replace(/\s+/g, " ");
  return words.length > LONGEST ? `${words.slice(0, LONGEST)} …` : words;
}
