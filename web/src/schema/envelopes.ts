/** Envelopes: what keeps one from being submitted, how it is submitted, and what conditions see of it (accord.schema.envelopes). */
import type { Envelope, Json } from "../api/shapes";
import { corpusStore } from "../fields/corpus";
import type { Context, Posed, Question } from "./kinds";

export type Lack = "missing" | "unfinished" | "why";

/** What keeps this from being submitted: nothing said though required, something half said, or no reason where one is asked. */
export function lackOf(one: Posed, envelope: Envelope | undefined): Lack | null {
  if (!envelope || (envelope.value === undefined && !envelope.na)) return one.required ? "missing" : null;
  if (envelope.value === undefined) return null;
  const { question } = one;
  if (!fitsSettled(one, envelope.value)) return one.required ? "missing" : "unfinished";
  return question.justification === "required" && !envelope.why?.trim() ? "why" : null;
}

/** The envelope as it is submitted: settled, without an empty reason; undefined when nothing is said. */
export function settled(one: Posed, envelope: Envelope | undefined): Envelope | undefined {
  if (!envelope) return undefined;
  const { value, na, why } = envelope;
  if (value === undefined && !na) return undefined;
  const keepsWhy = Boolean(why?.trim()) && (Boolean(na) || (one.question.justification ?? "none") !== "none");
  return { ...(na ? { na } : { value: settledValue(one, value as Json) }), ...(keepsWhy ? { why: why ?? "" } : {}) };
}

/** What conditions see: the value, or what its type makes of it; null when there is none that fits. */
export function bound(one: Posed, envelope: Envelope | undefined): Json {
  if (envelope?.value === undefined) return null;
  if (!fitsSettled(one, envelope.value)) return null;
  const { type, question, context } = one;
  const value = settledValue(one, envelope.value);
  return type?.binding?.(value, question, context) ?? value;
}

/** Whether somebody may begin with a value that was proposed: nothing proposed is trusted. */
export function usable(one: Omit<Posed, "required">, value: Json): boolean {
  const { type, question, context } = one;
  return (type?.usable ?? type?.fits)?.(value, question, context) ?? false;
}

interface Found {
  readonly question: Question;
  readonly context: Context;
  readonly coming: number;
  readonly fits: boolean;
}

// a value never changes, so what was found of one holds as long as it hangs on nothing but the record
const found = new WeakMap<object, Found>();

/** Whether a value under way may be submitted once it is settled. */
function fitsSettled(one: Posed, value: Json): boolean {
  const { type, question, context } = one;
  const kept = context.alone && value !== null && typeof value === "object" ? value : null;
  const coming = corpusStore.version();
  const before = kept && found.get(kept);
  if (before?.question === question && before.context === context && before.coming === coming) return before.fits;
  const fits = !type || type.fits(settledValue(one, value), question, context);
  if (kept) found.set(kept, { question, context, coming, fits });
  return fits;
}

function settledValue({ type, question, context }: Posed, value: Json): Json {
  return type?.settle?.(value, question, context) ?? value;
}
