/** `label`: one of the options. */
import type { QuestionType } from "../../schema/kinds";
import { isChoice } from "../options/options";
import { View } from "./View";
import { Widget } from "./Widget";

export const type: QuestionType<string> = {
  name: "label",
  place: "panel",
  Widget,
  View,
  fits: isChoice,
  hotkeys: [
    { id: "label.pick", keys: ["digit"], scope: "question:label", label: "work.keys.pick" },
    { id: "label.own", keys: ["any"], scope: "question:label", label: "work.keys.own" },
  ],
};
