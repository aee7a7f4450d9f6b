/** `text`: plain, markdown, code, or HTML shown as its text. */
import type { FieldType } from "../../schema/kinds";
import { segments } from "./segments";
import { View } from "./View";

export const type: FieldType<string> = {
  name: "text",
  role: "context",
  View,
  spans: true,
  elements: (value, field) => segments(value, String(field.segments ?? "none")),
};
