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
  const keys = own.get(id);
  return keys ? { ...found, keys: [keys] } : found;
}

const own = new Map<string, string>();
let kept = "";

/** Takes over the keys that a person chose in this browser. */
export function loadKeys(person: string): void {
  kept = `accord.keys.${person}`;
  own.clear();
  try {
    const chosen = JSON.parse(localStorage.getItem(kept) ?? "{}") as Record<string, unknown>;
    for (const [id, key] of Object.entries(chosen)) if (typeof key === "string" && actions.has(id)) own.set(id, key);
  } catch {
    // unreadable or forbidden storage: the keys stay as they are
  }
}

/** Gives an action another key, or its own again; says which action has that key already, and then changes nothing. */
export function remap(id: string, key: string | undefined): Action | undefined {
  const { scope } = action(id);
  const meets = (other: string) => other === scope || other === "anywhere" || [other, scope].includes("annotate");
  const taken = [...actions.values()].find(
    (one) => one.id !== id && key !== undefined && meets(one.scope) && action(one.id).keys.includes(key),
  );
  if (taken) return taken;
  if (key === undefined) own.delete(id);
  else own.set(id, key);
  try {
    if (kept) localStorage.setItem(kept, JSON.stringify(Object.fromEntries(own)));
  } catch {
    // forbidden storage: the choice holds until the page is left
  }
  return undefined;
}

/** Whether somebody chose another key for an action. */
export function isRemapped(id: string): boolean {
  return own.has(id);
}

/** All lines of some scopes, in the table's order. */
export function inScopes(scopes: readonly string[]): Action[] {
  return [...actions.values()].filter((line) => scopes.includes(line.scope)).map((line) => action(line.id));
}

register([{ id: "help", keys: ["?"], scope: "anywhere", label: "keys.help" }]);
