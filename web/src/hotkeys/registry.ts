/**
 * The one table of keys: what each does, where, and what it is called. Handlers, printed key caps and the help sheet come from it.
 *
 * Question types add their own lines (scope `question:<type>`) from their folders.
 */
import type { Key } from "../app/catalogue";

export interface Action {
  readonly id: string;
  readonly keys: readonly string[];
  readonly scope: string;
  readonly label: Key;
}

const actions = new Map<string, Action>();

/** Adds lines to the table; an id stands once. */
export function register(lines: readonly Action[]): void {
  for (const line of lines) actions.set(line.id, line);
}

/** The line of an action. */
export function action(id: string): Action {
  const found = actions.get(id);
  if (!found) throw new Error(`no key action ${id}`);
  return found;
}

/** All lines of some scopes, in the table's order. */
export function inScopes(scopes: readonly string[]): Action[] {
  return [...actions.values()].filter((line) => scopes.includes(line.scope));
}

register([{ id: "help", keys: ["?"], scope: "anywhere", label: "keys.help" }]);
