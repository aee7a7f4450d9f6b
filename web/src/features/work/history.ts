/** Steps that can be taken back: a value with its past and its future. */

export interface History<V> {
  readonly now: V;
  readonly past: readonly V[];
  readonly future: readonly V[];
  /** What the last step changed; steps of the same kind in a row (typing in one field) are one step. */
  readonly kind: string;
}

const LONGEST = 200;

/** A history that starts here. */
export function start<V>(now: V): History<V> {
  return { now, past: [], future: [], kind: "" };
}

/** A step to a new value. */
export function step<V>(history: History<V>, now: V, kind = ""): History<V> {
  if (kind && kind === history.kind) return { ...history, now, future: [] };
  return { now, past: [...history.past, history.now].slice(-LONGEST), future: [], kind };
}

/** One step back, if there is one. */
export function undo<V>(history: History<V>): History<V> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { now: before, past: history.past.slice(0, -1), future: [history.now, ...history.future], kind: "" };
}

/** One step forward again, if there is one. */
export function redo<V>(history: History<V>): History<V> {
  const next = history.future[0];
  if (next === undefined) return history;
  return { now: next, past: [...history.past, history.now], future: history.future.slice(1), kind: "" };
}
