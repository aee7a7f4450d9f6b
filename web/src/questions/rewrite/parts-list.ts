/** A list of steps or messages that is rewritten: inserted, removed, edited, put in another order. */
import type { Json } from "../../api/shapes";

export interface Part {
  readonly id: string;
  readonly [key: string]: Json | undefined;
}

/** What says of which kind a part is, and the kinds there are. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  kind: [
    "plan",
    "thought",
    "message",
    "tool_call",
    "observation",
    "memory_read",
    "memory_write",
    "handoff",
    "approval",
  ],
  role: ["system", "user", "assistant", "tool"],
};

/** The parts that a value is a list of; null where it is none. */
export function partsOf(value: Json): Part[] | null {
  if (!Array.isArray(value)) return null;
  const isPart = (one: Json) => one !== null && typeof one === "object" && !Array.isArray(one);
  return value.every(isPart) ? value.map((one, at) => ({ id: String(at), ...(one as object) })) : null;
}

/** The key under which a part says of which kind it is. */
export function kindKey(parts: readonly Part[]): "kind" | "role" {
  return parts.some((part) => "kind" in part) ? "kind" : "role";
}

/** The kinds that a part may be of. */
export function kindsOf(parts: readonly Part[]): readonly string[] {
  return KINDS[kindKey(parts)] ?? [];
}

/** What of a part is written: its words, and what it was called with and what came back, where it has them. */
export function writtenKeys(part: Part): string[] {
  const more = ["tool", "args", "result"].filter((key) => part[key] !== undefined);
  const calls = part.kind === "tool_call" ? ["tool", "args"] : [];
  const words = part.content !== undefined || !more.length ? ["content"] : [];
  return [...new Set([...words, ...calls, ...more])];
}

/** A part's words as they are written: text as it is, what is not text as JSON. */
export function written(value: Json | undefined): string {
  return value === undefined || value === null
    ? ""
    : typeof value === "string"
      ? value
      : JSON.stringify(value, null, 1);
}

/** What was written, as it is kept: JSON where it was JSON before and still is. */
export function kept(text: string, before: Json | undefined): Json {
  if (before === undefined || before === null || typeof before === "string") return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text; // not JSON any more: kept as it is written, nothing is lost
  }
}

/** A new part after another one. */
export function inserted(parts: readonly Part[], after: string | undefined): { parts: Part[]; id: string } {
  const used = new Set(parts.map((part) => part.id));
  let number = 1;
  while (used.has(`new${number}`)) number++;
  const id = `new${number}`;
  const at = parts.findIndex((part) => part.id === after) + 1;
  const key = kindKey(parts);
  const fresh: Part = { id, [key]: key === "kind" ? "message" : "assistant", content: "" };
  return { parts: [...parts.slice(0, at), fresh, ...parts.slice(at)], id };
}

/** Without a part; what hung on it hangs on what it hung on. */
export function without(parts: readonly Part[], id: string): Part[] {
  const gone = parts.find((part) => part.id === id);
  return parts
    .filter((part) => part.id !== id)
    .map((part) => (part.parent === id ? withParent(part, gone?.parent) : part));
}

/** A part one place further up or down; a parent that is no earlier part any more gives way to its own. */
export function moved(parts: readonly Part[], id: string, by: 1 | -1): Part[] {
  const at = parts.findIndex((part) => part.id === id);
  const [here, other] = [parts[at], parts[at + by]];
  if (!here || !other) return [...parts];
  const next = [...parts];
  next[at] = other;
  next[at + by] = here;
  return mended(next);
}

function mended(parts: readonly Part[]): Part[] {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const earlier = new Set<string>();
  return parts.map((part) => {
    let parent = part.parent;
    const seen = new Set<Json | undefined>();
    while (typeof parent === "string" && !earlier.has(parent) && !seen.has(parent)) {
      seen.add(parent);
      parent = byId.get(parent)?.parent;
    }
    earlier.add(part.id);
    return parent === part.parent
      ? part
      : withParent(part, typeof parent === "string" && earlier.has(parent) ? parent : undefined);
  });
}

function withParent(part: Part, parent: Json | undefined): Part {
  const rest = Object.entries(part).filter(([key]) => key !== "parent");
  return Object.fromEntries(parent === undefined || parent === null ? rest : [...rest, ["parent", parent]]) as Part;
}
