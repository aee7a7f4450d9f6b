/** The ways in which a value can be said, by its JSON Schema: what a form offers where there are several, and what a new one begins with. */
import type { Json } from "../../../api/shapes";
import type { Language, Shape } from "../language";

export type Kind = "word" | "number" | "text" | "list" | "mapping" | "parts" | "anything";

export interface Way {
  readonly kind: Kind;
  readonly words: string;
  readonly shape: Shape;
  /** A word stands for itself. */
  readonly word?: Json;
}

/** Every way, in the order of the schema; words (of an enum, a constant, true and false) are one way each. */
export function waysOf(language: Language, shape: Shape): Way[] {
  if (shape.$ref) {
    const found = language.$defs[shape.$ref.replace("#/$defs/", "")];
    return found ? waysOf(language, found) : [];
  }
  const some = shape.oneOf ?? shape.anyOf;
  if (some) return some.flatMap((one) => waysOf(language, one));
  if (shape.const !== undefined) return [word(shape, shape.const)];
  if (shape.enum) return shape.enum.map((one) => word(shape, one));
  const types = shape.type === undefined ? [] : typeof shape.type === "string" ? [shape.type] : shape.type;
  if (types.includes("boolean")) return [word(shape, true), word(shape, false)];
  const kind = kindOf(shape, types);
  const typed = shape.properties?.type?.const;
  return [{ kind, shape, words: typeof typed === "string" ? typed : (shape.title ?? WORDS[kind]) }];
}

const WORDS: Readonly<Record<Kind, string>> = {
  word: "",
  number: "a number",
  text: "words",
  list: "a list",
  mapping: "name by name",
  parts: "in parts",
  anything: "as YAML",
};

function word(shape: Shape, one: Json): Way {
  return { kind: "word", words: one === true ? "yes" : one === false ? "no" : String(one), shape, word: one };
}

function kindOf(shape: Shape, types: readonly string[]): Kind {
  if (types.includes("string")) return "text";
  if (types.includes("number") || types.includes("integer")) return "number";
  if (types.includes("array")) return "list";
  if (shape.properties) return "parts";
  return types.includes("object") && typeof shape.additionalProperties === "object" ? "mapping" : "anything";
}

/** The way in which a value is said; undefined where it is said in none of them. */
export function wayOf(ways: readonly Way[], value: Json): Way | undefined {
  return ways.find((way) => says(way, value) && needs(way, value)) ?? ways.find((way) => says(way, value));
}

function says({ kind, shape, word: own }: Way, value: Json): boolean {
  if (kind === "word") return own === value;
  if (kind === "list") return Array.isArray(value);
  if (kind === "number") return typeof value === "number";
  if (kind === "text") return typeof value === "string" || (typeof value === "number" && Array.isArray(shape.type));
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const type = shape.properties?.type?.const;
  return type === undefined || type === value.type;
}

function needs({ shape }: Way, value: Json): boolean {
  const keys = value !== null && typeof value === "object" ? Object.keys(value) : [];
  return (shape.required ?? []).every((key) => keys.includes(key));
}

/** What is said first, so that it is as right as it can be: names where there are some, then what is usual, an example, nothing. */
export function begun(language: Language, shape: Shape, names: (of: readonly string[]) => readonly string[]): Json {
  const named = names(shape["x-names"] ?? shape["x-begins"] ?? []);
  if (shape.default !== undefined && shape.default !== false) return shape.default;
  const [way] = waysOf(language, shape);
  return way ? begunAs(language, way, names, named) : "";
}

/** A value in one of the ways. */
export function begunAs(
  language: Language,
  { kind, shape, word: own }: Way,
  names: (of: readonly string[]) => readonly string[],
  named: readonly string[] = names(shape["x-names"] ?? shape["x-begins"] ?? []),
): Json {
  if (kind === "word") return own ?? "";
  if (kind === "number") return typeof shape.default === "number" ? shape.default : (shape.minimum ?? 1);
  if (kind === "text") return named[0] ?? (shape.examples?.[0] as string | undefined) ?? "";
  if (kind === "list") return shape.minItems && shape.items ? [begun(language, shape.items, names)] : [];
  if (kind !== "parts") return {};
  return Object.fromEntries(
    (shape.required ?? []).map((key): [string, Json] => [key, begun(language, shape.properties?.[key] ?? {}, names)]),
  );
}
