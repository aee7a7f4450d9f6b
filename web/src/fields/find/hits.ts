/** Where some words stand in a record's values, whether they are in the page or not. */
import type { RecordShape, Spec } from "../../api/shapes";
import type { FieldText } from "../../schema/kinds";
import { fieldType } from "../registry";

/** More are not counted. */
export const MOST = 1000;

export interface Hit {
  readonly at: string;
  readonly from: number;
  readonly to: number;
}

/** The texts of a record in the order shown, each with the reference of its place. */
export function textsOf(spec: Spec, record: RecordShape): FieldText[] {
  return Object.entries(spec.fields).flatMap(([name, field]) => {
    const type = fieldType(field.type);
    const value = record.values[name];
    if (!type || value === undefined || value === null) return [];
    const own = type.texts?.(value, field) ?? type.elements(value, field).map(({ id, text }) => ({ at: id, text }));
    return own.flatMap(({ at, text }) => (typeof text === "string" ? [{ at: at ? `${name}/${at}` : name, text }] : []));
  });
}

/** Every place of the words, whatever their case; blanks match line ends. */
export function hitsIn(texts: readonly FieldText[], words: string): Hit[] {
  const wanted = words.trim();
  if (!wanted) return [];
  const pattern = new RegExp(wanted.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
  const hits: Hit[] = [];
  for (const { at, text } of texts) {
    for (const match of text.matchAll(pattern)) {
      hits.push({ at, from: match.index, to: match.index + match[0].length });
      if (hits.length > MOST) return hits;
    }
  }
  return hits;
}
