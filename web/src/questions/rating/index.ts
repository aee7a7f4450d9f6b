/** `rating`: a number on a scale, as points, a slider or a number field. */
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { fits } from "./scale";

export const type: QuestionType<number> = {
  name: "rating",
  place: "panel",
  ...lazily(() => import("./parts")),
  fits,
  together: (question) => question.style === "curve" && Boolean(question.each),
  hotkeys: [
    { id: "rating.pick", keys: ["digit", "0"], scope: "question:rating", label: "work.keys.rate" },
    { id: "rating.less", keys: ["left"], scope: "question:rating", label: "work.keys.less" },
    { id: "rating.more", keys: ["right"], scope: "question:rating", label: "work.keys.more" },
    { id: "rating.up", keys: ["up"], scope: "question:rating", label: "work.keys.curveUp" },
    { id: "rating.down", keys: ["down"], scope: "question:rating", label: "work.keys.curveDown" },
  ],
};
