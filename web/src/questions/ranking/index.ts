/** `ranking`: the candidates from best to worst, or only the ends. */
import type { Json } from "../../api/shapes";
import type { QuestionType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { complete, completeEnds, settle, type Places } from "./moves";

export const type: QuestionType<Json> = {
  name: "ranking",
  place: "panel",
  ...lazily(() => import("./parts")),
  fits: (value, question, context) => {
    const ids = context.of.map((one) => one.id);
    return question.best_worst ? completeEnds(value, ids) : complete(value, ids, question.ties !== false);
  },
  settle: (value) => (Array.isArray(value) ? settle(value as Places) : value),
  hotkeys: [
    { id: "ranking.rank", keys: ["digit"], scope: "question:ranking", label: "work.keys.rank" },
    { id: "ranking.up", keys: ["up"], scope: "question:ranking", label: "work.keys.rankUp" },
    { id: "ranking.down", keys: ["down"], scope: "question:ranking", label: "work.keys.rankDown" },
    { id: "ranking.previous", keys: ["left"], scope: "question:ranking", label: "work.keys.rankPrevious" },
    { id: "ranking.next", keys: ["right"], scope: "question:ranking", label: "work.keys.rankNext" },
  ],
};
