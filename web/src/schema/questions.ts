/** Questions as the spec defines them, with their names. A spec never changes: each is the same object whenever it is asked for. */
import type { QuestionDef, Spec } from "../api/shapes";
import type { Question } from "./kinds";

const ofStage = new WeakMap<Spec, Map<string, Question[]>>();
const named = new WeakMap<QuestionDef, Question>();
const within = new WeakMap<object, Question[]>();

/** The questions of a stage, in the spec's order. */
export function stageQuestions(spec: Spec, stage: string): Question[] {
  const stages = ofStage.get(spec) ?? new Map<string, Question[]>();
  ofStage.set(spec, stages);
  const found = stages.get(stage) ?? chosenFor(spec, stage);
  stages.set(stage, found);
  return found;
}

/** The questions that are put to each part of the answer. */
export function questionsWithin(question: QuestionDef): Question[] {
  const { ask } = question;
  if (ask === null || typeof ask !== "object") return [];
  const found = within.get(ask) ?? namedAll(ask as Readonly<Record<string, QuestionDef>>);
  within.set(ask, found);
  return found;
}

/** A definition with its name. */
export function questionNamed(name: string, definition: QuestionDef): Question {
  const known = named.get(definition);
  const one = known?.name === name ? known : { ...definition, name };
  named.set(definition, one);
  return one;
}

function chosenFor(spec: Spec, stage: string): Question[] {
  const chosen = spec.stages.find((one) => one.name === stage)?.questions;
  return namedAll(spec.questions).filter(({ name }) => !chosen || chosen.includes(name));
}

function namedAll(definitions: Readonly<Record<string, QuestionDef>>): Question[] {
  return Object.entries(definitions).map(([name, definition]) => questionNamed(name, definition));
}
