/** `rubric`: weighted criteria, each scored; or a checklist of constraints, met, partly, not met, not applicable. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { binding, fits, settle, usable, type Rubric } from "./criteria";

export const type: QuestionType<Rubric> = {
  name: "rubric",
  place: "panel",
  ...lazily(() => import("./parts")),
  fits,
  usable,
  settle,
  binding,
  showsFaults: true,
  hotkeys: [
    { id: "rubric.score", keys: ["digit", "0"], scope: "question:rubric", label: "work.keys.rubricScore" },
    { id: "rubric.absent", keys: ["x"], scope: "question:rubric", label: "work.keys.na" },
    { id: "rubric.own", keys: ["any"], scope: "question:rubric", label: "work.keys.own" },
    { id: "rubric.up", keys: ["up"], scope: "question:rubric", label: "work.keys.rubricUp" },
    { id: "rubric.down", keys: ["down"], scope: "question:rubric", label: "work.keys.rubricDown" },
  ],
};
