/** `candidates`: two or more answers to compare, side by side, without who made them. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { markdown } from "../content/markdownLater";
import { lazily } from "../lazily";
import { textOf, type Candidate } from "./candidate";

export const type: FieldType<Json> = {
  name: "candidates",
  role: "main",
  ...lazily(() => import("./View"), markdown.load),
  elements: (value, field) =>
    (value as unknown as Candidate[]).map((one, index) => ({ id: one.id, text: textOf(one, field), index })),
  // an answer better than all of them is written anew
  rewritable: () => null,
};
