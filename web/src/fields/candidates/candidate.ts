/** One of the answers to compare. */
import type { FieldDef, Json } from "../../api/shapes";
import { said, type Message } from "../chat/messages";
// the registry finds this folder too; it is asked only when all are there
import { fieldType } from "../registry";

export interface Candidate {
  readonly id: string;
  readonly text?: string;
  readonly messages?: readonly Message[];
  /** A value of the field type that the field says it is `of`. */
  readonly value?: Json;
  readonly model?: string;
}

/** The field that a candidate's value is; undefined where candidates are texts or messages. */
export function fieldOf(field: FieldDef): FieldDef | undefined {
  const of = field.of as FieldDef | undefined;
  return of && typeof of.type === "string" ? { ...of, lang: field.lang, dir: field.dir } : undefined;
}

/** What it says. */
export function textOf(one: Candidate, field: FieldDef): string {
  const of = fieldOf(field);
  if (of) return fieldType(of.type)?.plainText?.(one.value ?? null, of) ?? "";
  return one.text ?? (one.messages ?? []).map(said).filter(Boolean).join("\n\n");
}
