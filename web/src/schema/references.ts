/** What references name: a field, an element of it, a question's answer or a part of one (accord.schema.contexts.resolve). */
import type { Target } from "../anchors/anchor";
import type { Answers, Envelope, FieldDef, RecordShape, Spec } from "../api/shapes";
import { CORPUS, corpusDocument } from "../fields/corpus";
import { fieldType } from "../fields/registry";
import { elementsOf } from "./answers";
import type { Element } from "./kinds";

const made = new WeakMap<RecordShape, Map<FieldDef, readonly Element[]>>();
const targets = new WeakMap<readonly Element[], Map<string, Target>>();

/** The elements of a field's value, found once for a record. */
export function fieldElements(record: RecordShape, name: string, field: FieldDef): Element[] {
  const value = record.values[name];
  if (value === undefined || value === null) return [];
  const own = made.get(record) ?? new Map<FieldDef, readonly Element[]>();
  made.set(record, own);
  const found = own.get(field) ?? fieldType(field.type)?.elements(value, field) ?? [];
  own.set(field, found);
  return found as Element[];
}

/** What a reference names in a record and its answers; null when it is not there. */
export function resolved(spec: Spec, record: RecordShape, answers: Answers, at: string): Target | null {
  const slash = at.indexOf("/");
  const name = slash < 0 ? at : at.slice(0, slash);
  const id = slash < 0 ? "" : at.slice(slash + 1);
  const field = spec.fields[name];
  const value = record.values[name];
  if (field && id.startsWith(CORPUS) && fieldType(field.type)?.corpus?.(field)) {
    const found = corpusDocument(id);
    return found === null ? null : { at, text: found?.text ?? null };
  }
  if (field && value !== undefined && value !== null) {
    if (!id) return { at, text: typeof value === "string" && fieldType(field.type)?.spans ? value : null };
    const all = fieldElements(record, name, field);
    const found = targets.get(all) ?? targetsOf(name, all, typeof value === "string");
    targets.set(all, found);
    return found.get(id) ?? null;
  }
  return spec.questions[name] ? ofAnswer(spec, record, answers, name, id) : null;
}

/** What each element of a field is as a target; of elements with the same id the first counts. */
function targetsOf(field: string, elements: readonly Element[], segments: boolean): Map<string, Target> {
  const found = new Map<string, Target>();
  for (const one of elements) {
    if (!found.has(one.id)) found.set(one.id, ofElement(`${field}/${one.id}`, field, one, segments));
  }
  return found;
}

/** Segments of a text lie in it: that is where the page shows them. */
function ofElement(at: string, field: string, element: Element, segment: boolean): Target {
  const text = typeof element.text === "string" ? element.text : null;
  const inside = segment && typeof element.start === "number" ? { inside: { at: field, start: element.start } } : {};
  return { at, text, ...inside };
}

function ofAnswer(spec: Spec, record: RecordShape, answers: Answers, name: string, id: string): Target | null {
  const at = id ? `${name}/${id}` : name;
  const given = answers[name];
  const envelope = (spec.questions[name]?.each ? (given as Record<string, Envelope> | undefined)?.[id] : given) as
    Envelope | undefined;
  const value = envelope?.value;
  if (typeof value === "string") return { at, text: value };
  if (!id) return value === undefined || value === null ? null : { at, text: null };
  const element = elementsOf(spec, record, answers, name).find((one) => one.id === id);
  return element ? ofElement(at, name, element, false) : null;
}
