/** `candidates`: two or more answers to compare, side by side, without who made them. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { said, type Message } from "../chat/messages";
import { View, type Candidate } from "./View";

export const type: FieldType<Json> = {
  name: "candidates",
  role: "main",
  View,
  elements: (value) =>
    (value as unknown as Candidate[]).map((one, index) => ({
      id: one.id,
      text:
        one.text ??
        (one.messages ?? [])
          .map((message: Message) => said(message))
          .filter(Boolean)
          .join("\n\n"),
      index,
    })),
};
