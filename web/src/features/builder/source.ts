/**
 * Edits of a project's YAML. The text is the truth: what stays keeps its comments and its place, and a value that is
 * replaced by another is replaced in the text itself.
 */
import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";

import type { Json } from "../../api/shapes";

export type Path = readonly (string | number)[];

const STYLE = { lineWidth: 0, flowCollectionPadding: false } as const;

/** What the text says; null where it cannot be read, or is no mapping. */
export function readYaml(text: string): { readonly [key: string]: Json } | null {
  const document = parse(text);
  if (document.errors.length) return null;
  const value = document.toJS() as Json;
  if (value === null && !text.trim()) return {};
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

/** What a project says at a path; null where it says nothing. */
export function valueAt(value: Json, path: Path): Json {
  return path.reduce<Json>((here, key) => {
    if (Array.isArray(here)) return here[Number(key)] ?? null;
    return here !== null && typeof here === "object" ? (here[key] ?? null) : null;
  }, value);
}

/** The text with a value at a path; undefined takes what is there away. */
export function withValue(text: string, path: Path, value: Json | undefined): string {
  const document = parse(text);
  const there = document.getIn(path, true) as Node | undefined;
  const flat = value === null || typeof value !== "object";
  if (
    value !== undefined &&
    flat &&
    isScalar(there) &&
    there.range &&
    there.source !== undefined &&
    inLine(text, there)
  ) {
    const [from, to] = there.range;
    return text.slice(0, from) + scalar(value) + text.slice(to);
  }
  if (value === undefined) taken(document, path);
  else document.setIn(path, made(document, value, path));
  return written(document, text);
}

/** The text with an entry of a mapping under another name, in the same place. */
export function renamed(text: string, path: Path, to: string): string {
  const document = parse(text);
  const parent = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? pairOf(parent, String(path.at(-1))) : undefined;
  const key = pair?.key;
  if (!isScalar(key) || !key.range) return text;
  return text.slice(0, key.range[0]) + scalar(to) + text.slice(key.range[1]);
}

/** The text with an entry of a mapping, or of a list, one place further up or down. */
export function moved(text: string, path: Path, by: 1 | -1): string {
  const document = parse(text);
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent) && !isSeq(parent)) return text;
  const items = parent.items as unknown[];
  const at = isMap(parent) ? parent.items.findIndex((one) => keyOf(one) === path.at(-1)) : Number(path.at(-1));
  const other = at + by;
  if (at < 0 || other < 0 || other >= items.length) return text;
  [items[at], items[other]] = [items[other], items[at]];
  return written(document, text);
}

/** Where the value at a path (or the nearest thing above it) begins in the text. */
export function placeOf(text: string, path: Path): number {
  const document = parse(text);
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    if (isMap(parent)) {
      const found = pairOf(parent, String(key))?.key;
      if (isScalar(found) && found.range) return found.range[0];
    } else if (isSeq(parent)) {
      const found = parent.items[Number(key)] as Node | undefined;
      if (found?.range) return found.range[0];
    }
  }
  return 0;
}

/** A project as YAML, where it was made of JSON. */
export function asYaml(spec: unknown): string {
  return stringify(spec, STYLE);
}

/** The path that a JSON pointer names. */
export function pathOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"));
}

function parse(text: string): Document {
  return parseDocument(text, { version: "1.2", keepSourceTokens: true }) as unknown as Document;
}

/** Takes away what stands at a path, and the mappings that hold nothing then; a project always has fields and questions. */
function taken(document: Document, path: Path): void {
  document.deleteIn(path);
  for (let length = path.length - 1; length > 0; length--) {
    const above = path.slice(0, length);
    const there = document.getIn(above, true);
    const own = length === 1 && (above[0] === "fields" || above[0] === "questions");
    if (own || !isMap(there) || there.items.length || typeof above.at(-1) === "number") return;
    document.deleteIn(above);
  }
}

/** Whether a scalar stands in one line, and so can be replaced where it stands. */
function inLine(text: string, { range }: Node): boolean {
  return Boolean(range && range[1] > range[0] && !text.slice(range[0], range[1]).includes("\n"));
}

/** A scalar as it may stand anywhere in one line, in `{}` and `[]` too. */
function scalar(value: Json): string {
  const plain = stringify([value], { ...STYLE, collectionStyle: "flow" }).trim();
  return plain.slice(1, -1).trim();
}

/** Small things stand in one line, as people write them. */
function made(document: Document, value: Json, path: Path): unknown {
  const node = document.createNode(value);
  const size = JSON.stringify(value).length;
  if ((isMap(node) || isSeq(node)) && size < 100 && path.length > 1) node.flow = true;
  return node;
}

function written(document: Document, text: string): string {
  const lists = /^( *)[^\s#-][^\n]*:\s*\n\1- /m.test(text) ? false : true;
  return document.toString({ ...STYLE, indentSeq: lists });
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((one) => keyOf(one) === key);
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}
