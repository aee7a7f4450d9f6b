/** The question types: every folder here with an index is one. */
import { register } from "../hotkeys/registry";
import type { Question, QuestionType } from "../schema/kinds";
import { questionsWithin } from "../schema/questions";

const folders = import.meta.glob<{ type: QuestionType }>("./*/index.ts", { eager: true });
const types = new Map(Object.values(folders).map(({ type }) => [type.name, type]));
for (const type of types.values()) register(type.hotkeys);

/** The type of a question; undefined where this browser app does not know it. */
export function questionType(name: string): QuestionType | undefined {
  return types.get(name);
}

/** Takes a type in that another package brings; a built-in one is never replaced. */
export function adoptQuestionType(type: QuestionType): void {
  if (types.has(type.name)) return;
  types.set(type.name, type);
  register(type.hotkeys ?? []);
}

/** Loads what the widgets of some questions, and of the questions within them, need. */
export async function prepare(questions: readonly Question[]): Promise<void> {
  await Promise.all([...namesOf(questions)].map((name) => types.get(name)?.load?.()));
}

function namesOf(questions: readonly Question[]): Set<string> {
  return new Set(questions.flatMap((one) => [one.type, ...namesOf(questionsWithin(one))]));
}
