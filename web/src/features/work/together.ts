import type { Asked } from "../../schema/answers";

/** Whether a question of many elements is shown as one. */
export function isTogether(one: Asked): boolean {
  return Boolean(one.question.each && one.type?.Together && one.type.together?.(one.question));
}
