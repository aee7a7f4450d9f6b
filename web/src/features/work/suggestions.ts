/** What others proposed for a record: what is filled in beforehand, and what is shown beside the questions. */
import type { Answers, Assignment, Envelope, Spec, Suggestion } from "../../api/shapes";
import { asked, given, withAnswers, type Asked } from "../../schema/answers";
import { usable } from "../../schema/envelopes";

/** Suggestions to show: while it is not answered, and suggestions are not hidden. */
export function openSuggestions(one: Asked, envelope: Envelope | undefined): readonly Suggestion[] {
  const mode = one.question.suggestions ?? "hint";
  if (mode === "hidden" || mode === "holdout" || envelope?.value !== undefined || envelope?.na) return [];
  return suggestedFor(one);
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
