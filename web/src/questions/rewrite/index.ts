/** `rewrite`: an edited version of a text, or of a list of messages or steps; what changed is shown, never sent. */
import type { Json } from "../../api/shapes";
import type { QuestionType } from "../../schema/kinds";
import { length } from "../../schema/offsets";
import { lazily } from "../lazily";
import { partsOf } from "./parts-list";

export const type: QuestionType<Json> = {
  name: "rewrite",
  changes: true,
  place: "panel",
  ...lazily(() => import("./parts")),
  usable: (value) => typeof value === "string" || partsOf(value) !== null,
  fits: (value, question, context) => {
    const parts = partsOf(value);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const said = typeof value === "string" ? value.trim() !== "" : Boolean(parts?.length);
    const changed = question.must_change !== true || JSON.stringify(value) !== JSON.stringify(context.original);
    return said && changed && length(text) <= Number(question.max_length ?? 200_000);
  },
  hotkeys: [
    { id: "rewrite.write", keys: ["i"], scope: "question:rewrite", label: "work.keys.write" },
    { id: "rewrite.insert", keys: ["o"], scope: "question:rewrite", label: "work.keys.partInsert" },
    { id: "rewrite.remove", keys: ["delete"], scope: "question:rewrite", label: "work.keys.partRemove" },
    { id: "rewrite.up", keys: ["alt+up"], scope: "question:rewrite", label: "work.keys.itemUp" },
    { id: "rewrite.down", keys: ["alt+down"], scope: "question:rewrite", label: "work.keys.itemDown" },
  ],
};
