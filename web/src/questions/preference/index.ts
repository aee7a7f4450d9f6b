/** `preference`: which candidate is better, how much, overall and per dimension. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { fits, type Preference } from "./scale";

export const type: QuestionType<Preference> = {
  name: "preference",
  place: "strip",
  ...lazily(() => import("./parts")),
  fits,
  hotkeys: [
    { id: "preference.pick", keys: ["digit"], scope: "question:preference", label: "work.keys.prefer" },
    { id: "preference.bothBad", keys: ["0"], scope: "question:preference", label: "work.keys.bothBad" },
    { id: "preference.up", keys: ["up"], scope: "question:preference", label: "work.keys.rowUp" },
    { id: "preference.down", keys: ["down"], scope: "question:preference", label: "work.keys.rowDown" },
  ],
};
