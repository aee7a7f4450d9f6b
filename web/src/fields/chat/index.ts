/** `chat`: messages in the OpenAI form. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { said, toolOf, type Message } from "./messages";
import { View } from "./View";

export const type: FieldType<Json> = {
  name: "chat",
  role: "context",
  View,
  elements: (value) =>
    (value as unknown as Message[]).map((message, index) => ({
      id: message.id ?? String(index),
      role: message.role,
      text: said(message),
      tool: toolOf(message),
      index,
    })),
};
