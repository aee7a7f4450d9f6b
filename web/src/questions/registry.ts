/** The question types: every folder here with an index is one. */
import { register } from "../hotkeys/registry";
import type { QuestionType } from "../schema/kinds";

const folders = import.meta.glob<{ type: QuestionType }>("./*/index.ts", { eager: true });
const types = new Map(Object.values(folders).map(({ type }) => [type.name, type]));
for (const type of types.values()) register(type.hotkeys);

/** The type of a question; undefined where this browser app does not know it. */
export function questionType(name: string): QuestionType | undefined {
  return types.get(name);
}
