/** `json`: structured data; its first level can be asked about part by part. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { textOf } from "../../schema/written";
import { lazily } from "../lazily";
import { membersOf } from "./members";

export const type: FieldType<Json> = {
  name: "json",
  role: "context",
  ...lazily(() => import("./View")),
  elements: (value) =>
    membersOf(value).map(({ id, value: one }, index) => ({ id, index, value: one, text: textOf(one) })),
  plainText: (value) => JSON.stringify(value, null, 1),
};
