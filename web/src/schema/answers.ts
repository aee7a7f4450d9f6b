/** What is asked of a record now, and what is still missing: the server's rules (accord.schema.answers), to be kind. */
import type { Answers, Envelope, Json, RecordShape, Spec } from "../api/shapes";
import { fieldType } from "../fields/registry";
import { questionType } from "../questions/registry";
import { holds, type Bindings } from "./conditions";
import type { Context, Element, Question } from "./kinds";

/** One question of one element (`element` is "" for the whole record), asked now. */
export interface Asked {
  readonly question: Question;
  readonly element: string;
  readonly part: Element | null;
  readonly required: boolean;
  readonly context: Context;
  /** Unique on the page. */
  readonly key: string;
}

type Bound = Record<string, Json | undefined>;

/** The questions of a stage, in the spec's order. */
export function stageQuestions(spec: Spec, stage: string): Question[] {
  const chosen = spec.stages.find((one) => one.name === stage)?.questions;
  return Object.entries(spec.questions)
    .filter(([name]) => !chosen || chosen.includes(name))
    .map(([name, definition]) => ({ ...definition, name }));
}

/** What is asked now, in order: conditions see the answers to earlier questions that are themselves asked. */
export function asked(spec: Spec, stage: string, record: RecordShape, answers: Answers): Asked[] {
  const bindings: Bound = Object.fromEntries(Object.keys(spec.questions).map((name) => [name, null]));
  bindings.meta = (record.meta ?? {}) as Json;
  const found: Asked[] = [];
  for (const question of stageQuestions(spec, stage)) {
    const seen: Record<string, Json> = {};
    const parts = question.each ? elementsOf(spec, record, answers, question.each) : [null];
    const context = contextOf(spec, record, answers, question);
    for (const part of parts) {
      const local = part ? localBindings(spec, bindings, question, part) : bindings;
      if (question.where && !holds(question.where, local)) continue;
      if (question.visible_if && !holds(question.visible_if, local)) continue;
      const needed = question.required ?? true;
      const one: Asked = {
        question,
        element: part?.id ?? "",
        part,
        required: typeof needed === "boolean" ? needed : holds(needed, local),
        context,
        key: part ? `${question.name}/${part.id}` : question.name,
      };
      found.push(one);
      seen[one.element] = bound(one, given(one, answers));
    }
    bindings[question.name] = question.each ? seen : (seen[""] ?? null);
  }
  return found;
}

/** The envelope that stands for what is asked. */
export function given(one: Asked, answers: Answers): Envelope | undefined {
  const at = answers[one.question.name] as Record<string, unknown> | undefined;
  return (one.question.each ? at?.[one.element] : at) as Envelope | undefined;
}

/** The answers with another envelope in place; undefined takes it away. */
export function withAnswer(answers: Answers, one: Asked, envelope: Envelope | undefined): Answers {
  const { name, each } = one.question;
  const rest = Object.fromEntries(Object.entries(answers).filter(([key]) => key !== name));
  if (!each) return envelope ? { ...rest, [name]: envelope } : rest;
  const map = Object.fromEntries(
    Object.entries((answers[name] ?? {}) as Record<string, Envelope>).filter(([key]) => key !== one.element),
  );
  if (envelope) map[one.element] = envelope;
  return Object.keys(map).length ? { ...rest, [name]: map } : rest;
}

export type Lack = "missing" | "unfinished" | "why";

/** What keeps this from being submitted: nothing said though required, something half said, or no reason where one is asked. */
export function lacks(one: Asked, answers: Answers): Lack | null {
  const envelope = given(one, answers);
  if (!envelope || (envelope.value === undefined && !envelope.na)) return one.required ? "missing" : null;
  if (envelope.value === undefined) return null;
  const type = questionType(one.question.type);
  if (type && !type.fits(settled(one, envelope.value), one.question, one.context)) {
    return one.required ? "missing" : "unfinished";
  }
  return one.question.justification === "required" && !envelope.why?.trim() ? "why" : null;
}

/** The answers as they are submitted: only what is asked now, settled, without empty reasons. */
export function toSubmit(questions: readonly Asked[], answers: Answers): Answers {
  let out: Answers = {};
  for (const one of questions) {
    const envelope = given(one, answers);
    if (!envelope) continue;
    const { value, na, why } = envelope;
    if (value === undefined && !na) continue;
    const keepsWhy = Boolean(why?.trim()) && (Boolean(na) || (one.question.justification ?? "none") !== "none");
    out = withAnswer(out, one, {
      ...(na ? { na } : { value: settled(one, value as Json) }),
      ...(keepsWhy ? { why } : {}),
    });
  }
  return out;
}

/** What conditions see of one element: its own parts, and what was said of it by questions asked of the same elements. */
function localBindings(spec: Spec, bindings: Bindings, question: Question, part: Element): Bound {
  const siblings: Bound = {};
  for (const [name, value] of Object.entries(bindings)) {
    const isMap = value !== null && typeof value === "object" && !Array.isArray(value);
    if (spec.questions[name]?.each === question.each && isMap) siblings[name] = value[part.id] ?? null;
  }
  return { ...part, ...bindings, ...siblings };
}

function contextOf(spec: Spec, record: RecordShape, answers: Answers, question: Question): Context {
  const choices: Record<string, readonly string[]> = {};
  for (const [key, parameter] of Object.entries(question)) {
    if (parameter === null || typeof parameter !== "object" || Array.isArray(parameter)) continue;
    const source = (parameter as { from?: unknown }).from;
    if (typeof source === "string") choices[key] = listed(spec, record, answers, source);
  }
  return { record, of: question.of ? elementsOf(spec, record, answers, question.of) : [], choices };
}

function listed(spec: Spec, record: RecordShape, answers: Answers, source: string): string[] {
  if (source.startsWith("meta.")) {
    const found = record.meta?.[source.slice(5)];
    return Array.isArray(found) ? found.map(String) : [];
  }
  const value = (answers[source] as Envelope | undefined)?.value;
  if (spec.questions[source] && Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  return elementsOf(spec, record, answers, source).map((one) => one.id);
}

/** The elements that a field's value has, or that a question's answer made. */
export function elementsOf(spec: Spec, record: RecordShape, answers: Answers, name: string): Element[] {
  const field = spec.fields[name];
  if (field) {
    const value = record.values[name];
    return value === undefined || value === null ? [] : (fieldType(field.type)?.elements(value, field) ?? []);
  }
  const value = (answers[name] as Envelope | undefined)?.value;
  if (!Array.isArray(value)) return [];
  return value.filter((one): one is Element & Json => {
    return one !== null && typeof one === "object" && !Array.isArray(one) && typeof one.id === "string";
  });
}

function settled(one: Asked, value: Json): Json {
  return questionType(one.question.type)?.settle?.(value) ?? value;
}

function bound(one: Asked, envelope: Envelope | undefined): Json {
  if (envelope?.value === undefined) return null;
  const type = questionType(one.question.type);
  const value = settled(one, envelope.value);
  if (type && !type.fits(value, one.question, one.context)) return null;
  return type?.binding?.(value) ?? value;
}
