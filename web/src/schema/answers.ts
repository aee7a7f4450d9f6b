/** What is asked of a record now, and what is still missing: the server's rules (accord.schema.answers), to be kind. */
import type { Answers, Envelope, Json, RecordShape, Spec } from "../api/shapes";
import { fieldType } from "../fields/registry";
import { questionType } from "../questions/registry";
import { holds, type Bindings } from "./conditions";
import { isolated } from "./direction";
import { fieldElements, resolved } from "./references";
import { bound, lackOf, settled, type Lack } from "./envelopes";
import type { Context, Element, Posed, Question } from "./kinds";
import { questionNamed, questionsWithin, stageQuestions } from "./questions";

/** One question of one element (`element` is "" for the whole record), asked now. */
export interface Asked extends Posed {
  readonly element: string;
  readonly part: Element | null;
  /** Unique on the page. */
  readonly key: string;
}

type Bound = Record<string, Json | undefined>;

/** What is asked now, in order: conditions see the answers to earlier questions that are themselves asked. */
export function asked(spec: Spec, stage: string, record: RecordShape, own: Answers, earlier: Answers = {}): Asked[] {
  const bindings: Bound = Object.fromEntries(Object.keys(spec.questions).map((name) => [name, null]));
  bindings.meta = (record.meta ?? {}) as Json;
  const answers = withEarlier(own, earlier);
  for (const name of Object.keys(earlier)) bindings[name] = boundEarlier(spec, record, answers, name);
  const found: Asked[] = [];
  const questions = stageQuestions(spec, stage);
  for (const [at, question] of questions.entries()) {
    // a value is bound only where a later condition reads it
    const read = questions.slice(at + 1).some((later) => conditionsOf(later).includes(question.name));
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
        type: questionType(question.type),
        element: part?.id ?? "",
        part,
        required: typeof needed === "boolean" ? needed : holds(needed, local),
        context: narrowed(context, question, part),
        key: part ? `${question.name}/${part.id}` : question.name,
      };
      found.push(one);
      if (read) seen[one.element] = bound(one, given(one, answers));
    }
    bindings[question.name] = question.each ? seen : (seen[""] ?? null);
  }
  return found;
}

/** Which answers came from earlier stages: they were checked then, against the record as it was. */
const checked = new WeakMap<Answers, Answers>();

/** The answers with those of earlier stages beside them, for what is asked of them. */
export function withEarlier(answers: Answers, earlier: Answers = {}): Answers {
  const whole = { ...earlier, ...answers };
  checked.set(whole, earlier);
  return whole;
}

/** What conditions see of an answer that an earlier stage gave. */
function boundEarlier(spec: Spec, record: RecordShape, answers: Answers, name: string): Json {
  const definition = spec.questions[name];
  const given = answers[name];
  if (!definition || !given) return null;
  const question = questionNamed(name, definition);
  const type = questionType(definition.type);
  const context = contextOf(spec, record, {}, question);
  const see = ({ value }: Envelope): Json =>
    value === undefined ? null : (type?.binding?.(value, question, context) ?? value);
  if (!definition.each) return see(given as Envelope);
  return Object.fromEntries(Object.entries(given).map(([element, one]) => [element, see(one as Envelope)]));
}

/** What the conditions of a question say. */
function conditionsOf({ where, visible_if, required }: Question): string {
  return [where, visible_if, typeof required === "string" ? required : undefined].filter(Boolean).join(" ");
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

/** The answers with many envelopes more, at once. */
export function withAnswers(answers: Answers, given: readonly (readonly [Asked, Envelope])[]): Answers {
  const out: Record<string, Answers[string]> = { ...answers };
  const maps = new Map<string, Record<string, Envelope>>();
  for (const [{ question, element }, envelope] of given) {
    if (!question.each) out[question.name] = envelope;
    else {
      const map = maps.get(question.name) ?? { ...(answers[question.name] as Record<string, Envelope> | undefined) };
      map[element] = envelope;
      maps.set(question.name, map);
      out[question.name] = map;
    }
  }
  return out;
}

/** What keeps this from being submitted. */
export function lacks(one: Asked, answers: Answers): Lack | null {
  return lackOf(one, given(one, answers));
}

/** The answers as they are submitted: only what is asked now, settled, without empty reasons. */
export function toSubmit(questions: readonly Asked[], answers: Answers): Answers {
  let out: Answers = {};
  for (const one of questions) {
    const envelope = settled(one, given(one, answers));
    if (envelope) out = withAnswer(out, one, envelope);
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

// of questions that hang on the record alone, so that what is drawn of them is drawn anew only when they are answered
const contexts = new WeakMap<RecordShape, WeakMap<Question, Context>>();

function contextOf(spec: Spec, record: RecordShape, answers: Answers, question: Question, inner = false): Context {
  const own = contexts.get(record) ?? new WeakMap<Question, Context>();
  contexts.set(record, own);
  const known = own.get(question);
  if (known) return known;
  const alone = standsAlone(question, record, inner);
  const made = { ...madeContext(spec, record, answers, question), alone };
  if (alone) own.set(question, made);
  return made;
}

/** Whether a question, and those within it, are about fields of the record and choose from nothing else. */
function standsAlone(question: Question, record: RecordShape, inner: boolean): boolean {
  const { of, type } = question;
  // what is about nothing may point anywhere, as far as it has parts that can
  const points = !inner || questionType(type)?.elements !== undefined;
  if (of === undefined ? points : record.values[of] === undefined) return false;
  const lists = Object.values(question).map((one) => (one as { readonly from?: unknown } | null)?.from);
  const fromFields = lists.every((from) => typeof from !== "string" || record.values[from] !== undefined);
  return fromFields && questionsWithin(question).every((one) => standsAlone(one, record, true));
}

function madeContext(spec: Spec, record: RecordShape, answers: Answers, question: Question): Context {
  const choices: Record<string, readonly string[]> = {};
  const words: Record<string, Record<string, string>> = {};
  for (const [key, parameter] of Object.entries(question)) {
    if (parameter === null || typeof parameter !== "object" || Array.isArray(parameter)) continue;
    const source = (parameter as { from?: unknown }).from;
    if (typeof source !== "string") continue;
    const listed = listOf(spec, record, answers, source);
    choices[key] = listed.map((one) => one.id);
    words[key] = Object.fromEntries(listed.map((one, at) => [one.id, wordsOf(one, at)]));
  }
  return {
    record,
    of: question.of ? elementsOf(spec, record, answers, question.of) : [],
    within: question.of ?? "",
    original: question.of ? originalOf(spec, record, answers, question.of) : null,
    choices,
    words,
    resolve: (at) => resolved(spec, record, answers, at),
    pose: posing(spec, record, answers),
  };
}

/** Brings inner questions into their contexts, each once, however many marks or items there are. */
function posing(spec: Spec, record: RecordShape, answers: Answers): Context["pose"] {
  const made = new Map<string, Omit<Posed, "required">>();
  return (inner) => {
    const kept = made.get(inner.name);
    if (kept) return kept;
    const one = {
      question: inner,
      type: questionType(inner.type),
      context: contextOf(spec, record, answers, inner, true),
    };
    made.set(inner.name, one);
    return one;
  };
}

/** Asked of each of what it judges, a question judges that one element. */
function narrowed(context: Context, question: Question, part: Element | null): Context {
  if (!part || question.of !== question.each) return context;
  const parts = narrow.get(context) ?? new WeakMap<Element, Context>();
  narrow.set(context, parts);
  const found = parts.get(part) ?? { ...context, within: `${question.of}/${part.id}`, original: part.text ?? null };
  parts.set(part, found);
  return found;
}

const narrow = new WeakMap<Context, WeakMap<Element, Context>>();

function originalOf(spec: Spec, record: RecordShape, answers: Answers, name: string): Json {
  const field = spec.fields[name];
  if (!field) return (answers[name] as Envelope | undefined)?.value ?? null;
  const value = record.values[name] ?? null;
  const rewritable = fieldType(field.type)?.rewritable;
  return value !== null && rewritable ? rewritable(value, field) : value;
}

function listOf(spec: Spec, record: RecordShape, answers: Answers, source: string): Element[] {
  const bare = (ids: readonly Json[]) => ids.map((id) => ({ id: String(id), name: String(id) }));
  if (source.startsWith("meta.")) {
    const found = record.meta?.[source.slice(5)];
    return Array.isArray(found) ? bare(found) : [];
  }
  const value = (answers[source] as Envelope | undefined)?.value;
  const words = spec.questions[source] && Array.isArray(value) && value.every((one) => typeof one === "string");
  return words ? bare(value) : elementsOf(spec, record, answers, source);
}

const LONGEST_WORDS = 90;

/** What an element is called where one is chosen: its place, what it is, how it begins. */
function wordsOf(element: Element, at: number): string {
  if (typeof element.name === "string") return element.name;
  const kind = [element.kind, element.role, element.label].find((one) => typeof one === "string");
  const begins = [element.tool, element.title, element.text].find((one) => typeof one === "string" && one.trim());
  const line = String(begins ?? "")
    .trim()
    .split("\n")[0];
  const named = [String(at + 1), typeof kind === "string" ? kind.replace(/_/g, " ") : ""].filter(Boolean);
  const room = LONGEST_WORDS - named.join(" · ").length - 3;
  return [...named, isolated(shortened(line ?? "", room))].filter(Boolean).join(" · ") || element.id;
}

/** A text cut at a word, where it is longer than so many characters. */
function shortened(text: string, most: number): string {
  const short = [...text].slice(0, most).join("");
  if (short.length === text.length) return text;
  const blank = short.lastIndexOf(" ");
  return `${(blank > most / 2 ? short.slice(0, blank) : short).trimEnd()}…`;
}

/** The elements that a field's value has, or that a question's answer made. */
export function elementsOf(spec: Spec, record: RecordShape, answers: Answers, name: string): Element[] {
  const field = spec.fields[name];
  if (field) return fieldElements(record, name, field);
  const definition = spec.questions[name];
  const value = (answers[name] as Envelope | undefined)?.value;
  const type = definition && questionType(definition.type);
  if (!definition || definition.each || value === undefined || !type?.elements) return [];
  const question = questionNamed(name, definition);
  // what its parts are called and asked does not hang on other answers, or it would go round in circles
  const context = contextOf(spec, record, {}, question);
  if (checked.get(answers)?.[name]) return type.elements(value, question, context);
  return (type.usable ?? type.fits)(value, question, context) ? type.elements(value, question, context) : [];
}
