/**
 * Questions within an answer: what `ask` puts to every mark or item (accord.schema.nested).
 *
 * A type whose answers nest knows no other type: it gets them through its context's `pose`.
 */
import type { Envelope, Json } from "../api/shapes";
import { holds } from "./conditions";
import { bound, lackOf, settled } from "./envelopes";
import type { Context, Posed, Question } from "./kinds";
import { questionsWithin } from "./questions";

/** The answers within one mark or item, by question. */
export type Inner = Readonly<Record<string, Envelope>>;

/** What conditions see of the mark or item itself. */
export type Own = Readonly<Record<string, Json | undefined>>;

/** A mark or an item, as far as this is concerned: a part of an answer with an id and answers of its own. */
export interface Part {
  readonly id: string;
  readonly answers?: Inner;
}

/** What is asked of one part now, in order; conditions see its own parts and the answers before. */
export function posedWithin(question: Question, own: Own, given: Inner, context: Context): Posed[] {
  const questions = questionsWithin(question);
  const bindings: Record<string, Json | undefined> = { meta: (context.record.meta ?? {}) as Json };
  for (const one of questions) bindings[one.name] = null;
  Object.assign(bindings, own);
  const found: Posed[] = [];
  for (const inner of questions) {
    if (inner.visible_if && !holds(inner.visible_if, bindings)) continue;
    const needed = inner.required ?? true;
    const one = { ...context.pose(inner), required: typeof needed === "boolean" ? needed : holds(needed, bindings) };
    found.push(one);
    bindings[inner.name] = bound(one, given[inner.name]);
  }
  return found;
}

/** What is asked of a part and still lacks something; after a name, going round. */
export function lackingWithin(posed: readonly Posed[], given: Inner, after = ""): Posed | undefined {
  const at = posed.findIndex((one) => one.question.name === after);
  return [...posed.slice(at + 1), ...posed.slice(0, at + 1)].find((one) => lackOf(one, given[one.question.name]));
}

/** The answers of a part as they are submitted: only what is asked now. */
export function settledWithin(posed: readonly Posed[], given: Inner): Inner {
  const kept = posed.map((one) => [one.question.name, settled(one, given[one.question.name])] as const);
  return Object.fromEntries(kept.filter((pair): pair is readonly [string, Envelope] => pair[1] !== undefined));
}

/** What conditions see of a part's answers: every question's value, null where there is none. */
export function boundWithin(question: Question, own: Own, given: Inner, context: Context): Record<string, Json> {
  const names = questionsWithin(question).map((one) => [one.name, null] as const);
  const posed = posedWithin(question, own, given, context);
  return Object.fromEntries([
    ...names,
    ...posed.map((one) => [one.question.name, bound(one, given[one.question.name])] as const),
  ]);
}
