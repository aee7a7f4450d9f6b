/** What others proposed for a record: what is filled in beforehand, and what is shown beside the questions. */
import type { Answers, Assignment, Envelope, Spec, Suggestion, SuggestionEvent } from "../../api/shapes";
import { asked, given, withAnswers, type Asked } from "../../schema/answers";
import { usable } from "../../schema/envelopes";

type Events = readonly SuggestionEvent[];

/** Suggestions to show: while it is not answered, and hidden ones once they were opened. */
export function openSuggestions(
  one: Asked,
  envelope: Envelope | undefined,
  events: Events = [],
): readonly Suggestion[] {
  return isOpen(one, events) ? waiting(one, envelope) : [];
}

/** How many suggestions are hidden until somebody opens them, while it is not answered. */
export function hiddenSuggestions(one: Asked, envelope: Envelope | undefined, events: Events): number {
  return isOpen(one, events) ? 0 : waiting(one, envelope).length;
}

/** The events with one more; what is opened is opened once. */
export function withEvent(
  events: Events,
  one: Asked,
  did: SuggestionEvent["did"],
  after: number,
  of?: Suggestion,
): Events {
  if (did === "opened" && events.some((each) => isOpening(each, one))) return events;
  const { element } = one;
  const by = { ...(of?.agent ? { agent: of.agent } : {}), ...(of?.version ? { version: of.version } : {}) };
  return [...events, { did, question: one.question.name, ...(element ? { element } : {}), ...by, after }];
}

function waiting(one: Asked, envelope: Envelope | undefined): readonly Suggestion[] {
  const answered = envelope?.value !== undefined || envelope?.na;
  return answered || one.question.suggestions === "holdout" ? [] : suggestedFor(one);
}

function isOpen(one: Asked, events: Events): boolean {
  return one.question.suggestions !== "hidden" || events.some((each) => isOpening(each, one));
}

function isOpening(event: SuggestionEvent, { question, element }: Asked): boolean {
  return event.did === "opened" && event.question === question.name && (event.element ?? "") === element;
}

/** Everything proposed for a question of an element. */
export function suggestedFor(one: Asked): readonly Suggestion[] {
  const all = one.context.record.suggestions;
  return all ? (byPlace(all).get(place(one.question.name, one.element)) ?? []) : [];
}

/** The answers that suggestions fill in beforehand, where the project says so: the first usable one of each question. */
export function prefilled(spec: Spec, { record, stage, earlier }: Assignment): Answers {
  let answers: Answers = {};
  const wanted = (record.suggestions ?? []).some((one) => spec.questions[one.question]?.suggestions === "prefill");
  // a filled-in answer can open a question, or make elements, that others are about: as long as that goes on
  for (let again = wanted; again;) {
    const found = asked(spec, stage, record, answers, earlier).flatMap((one) => {
      if (one.question.suggestions !== "prefill" || given(one, answers)) return [];
      const first = suggestedFor(one).find((each) => usable(one, each.value));
      return first ? [[one, { value: first.value }] as const] : [];
    });
    answers = withAnswers(answers, found);
    again = found.length > 0;
  }
  return answers;
}

const indexed = new WeakMap<readonly Suggestion[], Map<string, Suggestion[]>>();

function byPlace(all: readonly Suggestion[]): Map<string, Suggestion[]> {
  let map = indexed.get(all);
  if (!map) {
    map = Map.groupBy(all, (one) => place(one.question, one.element ?? ""));
    indexed.set(all, map);
  }
  return map;
}

function place(question: string, element: string): string {
  return `${question}/${element}`;
}
