/** `label`: one of the options. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { isChoice } from "../options/options";

export const type: QuestionType<string> = {
  name: "label",
  place: "panel",
  ...lazily(() => import("./parts")),
  fits: isChoice,
  hotkeys: [
    { id: "label.pick", keys: ["digit"], scope: "question:label", label: "work.keys.pick" },
    { id: "label.own", keys: ["any"], scope: "question:label", label: "work.keys.own" },
  ],
};
