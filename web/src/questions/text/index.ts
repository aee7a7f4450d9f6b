/** `text`: free words. */
import { length } from "../../schema/offsets";
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";

export const type: QuestionType<string> = {
  name: "text",
  place: "panel",
  ...lazily(() => import("./parts")),
  fits: (value, question) => {
    if (typeof value !== "string" || !value.trim()) return false;
    const size = length(value);
    return size >= Number(question.min_length ?? 0) && size <= Number(question.max_length ?? 20_000);
  },
  hotkeys: [
    { id: "text.write", keys: ["i"], scope: "question:text", label: "work.keys.write" },
    { id: "text.leave", keys: ["esc"], scope: "question:text", label: "work.keys.leave" },
  ],
};
