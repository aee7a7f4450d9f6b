/** `text`: plain, markdown, code, or HTML shown as its text. */
import type { FieldType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { segments } from "./segments";

export const type: FieldType<string> = {
  name: "text",
  role: "context",
  ...lazily(() => import("./View")),
  spans: true,
  elements: (value, field) => segments(value, String(field.segments ?? "none")),
  plainText: (value) => value,
  texts: (value) => [{ at: "", text: value }],
};
