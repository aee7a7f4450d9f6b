/** `labels`: some of the options. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { isChoice } from "../options/options";

export const type: QuestionType<string[]> = {
  name: "labels",
  place: "panel",
  ...lazily(() => import("./parts")),
  fits: (value, question, context) =>
    Array.isArray(value) &&
    value.length >= Number(question.min ?? 0) &&
    value.length <= Number(question.max ?? Infinity) &&
    value.every((one) => isChoice(one, question, context)),
  hotkeys: [
    { id: "labels.toggle", keys: ["digit"], scope: "question:labels", label: "work.keys.toggle" },
    { id: "labels.own", keys: ["any"], scope: "question:labels", label: "work.keys.own" },
    { id: "labels.none", keys: ["n"], scope: "question:labels", label: "work.keys.none" },
  ],
};
