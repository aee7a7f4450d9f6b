/**
 * How steps hang together: parallel branches, answers to earlier steps, the time a run took.
 *
 * A step with one child goes on with it at the same depth; where a step has several, each is a branch, one deeper. Parents
 * that are not there, or that would go round in circles, are said and do no harm.
 */
import type { Step } from "./steps";

export interface Placed {
  readonly step: Step;
  /** From 0. */
  readonly index: number;
  readonly depth: number;
  /** Which of several children of its parent it is, from 1. */
  readonly branch?: { readonly n: number; readonly of: number };
  /** The place of its parent, where that is not the step before. */
  readonly answers?: number;
  /** Its parent is named but is no earlier step. */
  readonly lost?: boolean;
}

const DEEPEST = 6;

/** The steps in their order, each with its place. */
export function placed(steps: readonly Step[]): Placed[] {
  const at = new Map<string, number>();
  steps.forEach((step, index) => {
    if (!at.has(step.id)) at.set(step.id, index);
  });
  const parents = steps.map((step, index) => {
    const found = step.parent == null ? undefined : at.get(step.parent);
    return found !== undefined && found < index ? found : undefined;
  });
  const count = new Map<number, number>();
  const turn = parents.map((parent) => {
    if (parent === undefined) return 0;
    const before = count.get(parent) ?? 0;
    count.set(parent, before + 1);
    return before + 1;
  });
  const depths: number[] = [];
  return steps.map((step, index) => {
    const parent = parents[index];
    const of = parent === undefined ? 0 : (count.get(parent) ?? 0);
    const forks = of > 1;
    const depth = parent === undefined ? 0 : (depths[parent] ?? 0) + (forks ? 1 : 0);
    depths.push(depth);
    return {
      step,
      index,
      depth: Math.min(depth, DEEPEST),
      ...(forks ? { branch: { n: turn[index] ?? 0, of } } : {}),
      ...(parent !== undefined && parent !== index - 1 ? { answers: parent } : {}),
      ...(step.parent != null && parent === undefined ? { lost: true } : {}),
    };
  });
}

/** A time of a step in seconds; null where there is none. */
export function seconds(time: string | number | null | undefined): number | null {
  if (typeof time === "number") return time;
  if (typeof time !== "string") return null;
  const found = Date.parse(time);
  return Number.isNaN(found) ? null : found / 1000;
}

export interface Totals {
  readonly failed: number;
  readonly seconds: number | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly cost: number | null;
}

/** Tokens of a step: `{in, out}`, or one number. */
export function tokensOf(step: Step): { readonly in: number; readonly out: number } | null {
  const { tokens } = step;
  if (typeof tokens === "number") return { in: 0, out: tokens };
  if (tokens === null || typeof tokens !== "object" || Array.isArray(tokens)) return null;
  const read = (key: string) => (typeof tokens[key] === "number" ? tokens[key] : 0);
  return { in: read("in"), out: read("out") };
}

/** What a run came to. */
export function totals(steps: readonly Step[], failed: (step: Step) => boolean): Totals {
  const times = steps
    .flatMap((step) => [seconds(step.started_at), seconds(step.ended_at)])
    .filter((one) => one !== null);
  const costs = steps.map((step) => step.cost).filter((one) => typeof one === "number");
  const tokens = steps.map(tokensOf);
  // not Math.min(...times): thousands of arguments
  const first = times.reduce((least, one) => Math.min(least, one), Infinity);
  const last = times.reduce((most, one) => Math.max(most, one), -Infinity);
  return {
    failed: steps.filter(failed).length,
    seconds: times.length > 1 ? last - first : null,
    tokensIn: tokens.reduce((sum, one) => sum + (one?.in ?? 0), 0),
    tokensOut: tokens.reduce((sum, one) => sum + (one?.out ?? 0), 0),
    cost: costs.length ? costs.reduce((sum, one) => sum + one, 0) : null,
  };
}
