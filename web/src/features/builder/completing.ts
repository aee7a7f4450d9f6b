/** Completion in a project's YAML: the keys and words that its schema has at the caret. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { isMap, isScalar, isSeq, parseDocument, visit, type Node } from "yaml";

import type { Json } from "../../api/shapes";
import { namesFor, shapesAt, type Language, type Shape } from "./language";

/** Stands where the caret is, so that what is unfinished can be read. */
const HERE = "accordCaret";

/** Completes by this schema; `names` are what `of` and `each` may say. */
export function completing(language: () => Language | undefined) {
  return (context: CompletionContext): CompletionResult | null => {
    const schema = language();
    if (!schema) return null;
    const word = context.matchBefore(/[\w.-]*/);
    // unasked it comes while a word is written, or where one is surely to come; not on an empty line, where Enter is wanted
    if (!word || (word.from === word.to && !context.explicit && !/[{[,:] ?$/.test(before(context)))) return null;
    const options = optionsAt(schema, context.state.doc.toString(), word.from, word.to);
    return options.length ? { from: word.from, options, validFor: /^[\w.-]*$/ } : null;
  };
}

function before(context: CompletionContext): string {
  return context.state.sliceDoc(Math.max(0, context.pos - 2), context.pos);
}

/** What may stand at a place in the text, `from` to `to` being the word that is written there. */
export function optionsAt(language: Language, text: string, from: number, to: number): Completion[] {
  for (const marker of [HERE, `${HERE}: 0`]) {
    const found = caret(text.slice(0, from) + marker + text.slice(to));
    if (!found) continue;
    const { path, key, whole } = found;
    const shapes = shapesAt(language, whole, path);
    return key ? keys(shapes, valueAt(whole, path)) : values(shapes, whole, path);
  }
  return [];
}

interface Caret {
  /** Of the mapping that the key stands in, or of the value. */
  readonly path: readonly string[];
  readonly key: boolean;
  readonly whole: Json;
}

function caret(text: string): Caret | null {
  const document = parseDocument(text, { version: "1.2" });
  let found: { path: string[]; key: boolean } | null = null;
  visit(document, {
    Scalar(slot, node, ancestors) {
      if (node.value !== HERE) return undefined;
      const path: string[] = [];
      ancestors.forEach((one, at) => {
        const next = (ancestors[at + 1] ?? node) as Node;
        if (isSeq(one)) path.push(String(one.items.indexOf(next)));
        else if (one && "key" in one && isScalar(one.key) && next !== one.key) path.push(String(one.key.value));
      });
      found = { path, key: slot === "key" };
      return visit.BREAK;
    },
  });
  if (!found) return null;
  const parent = document.getIn((found as { path: string[] }).path, true);
  if (!(found as { key: boolean }).key && isMap(parent)) return null;
  return { ...(found as { path: string[]; key: boolean }), whole: document.toJS() as Json };
}

function valueAt(whole: Json, path: readonly string[]): Json {
  let here: Json = whole;
  for (const key of path)
    here = Array.isArray(here)
      ? (here[Number(key)] ?? null)
      : here && typeof here === "object"
        ? (here[key] ?? null)
        : null;
  return here;
}

function keys(shapes: readonly Shape[], there: Json): Completion[] {
  const taken = new Set(there !== null && typeof there === "object" ? Object.keys(there) : []);
  const found = new Map<string, Completion>();
  for (const shape of shapes)
    for (const [name, own] of Object.entries(shape.properties ?? {}))
      if (!taken.has(name) && !found.has(name))
        found.set(name, { label: name, apply: `${name}: `, type: "property", ...info(own), boost: boost(shape, name) });
  return [...found.values()];
}

function boost(shape: Shape, name: string): number {
  return name === "type" ? 50 : shape.required?.includes(name) ? 20 : 0;
}

function values(shapes: readonly Shape[], whole: Json, path: readonly string[]): Completion[] {
  const out = shapes.flatMap((shape): Completion[] => {
    const words =
      shape.enum ?? (shape.const !== undefined ? [shape.const] : shape.type === "boolean" ? [true, false] : []);
    return words.map((word) => ({ label: String(word), type: "constant", ...info(shape) }));
  });
  const last = path.at(-1);
  if (last === "type" && path.length > 1) out.push(...types(shapes));
  out.push(...names(shapes, whole, path));
  return [...new Map(out.map((one) => [one.label, one])).values()].filter((one) => one.label);
}

/** What the types say of themselves is not in the shape of the word `type`. */
function types(shapes: readonly Shape[]): Completion[] {
  return shapes.flatMap((one) => (typeof one.const === "string" ? [{ label: one.const, type: "type" }] : []));
}

/** What stands in the project, where the schema says that it is named here. */
function names(shapes: readonly Shape[], whole: Json, path: readonly string[]): Completion[] {
  const all = shapes.flatMap((shape) => namesFor(whole, path, shape["x-names"] ?? shape["x-begins"] ?? []));
  return all.map((label) => ({ label, type: "variable" }));
}

function info(shape: Shape): { info?: string } {
  return shape.description ? { info: shape.description } : {};
}
