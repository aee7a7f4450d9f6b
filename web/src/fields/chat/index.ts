/** `chat`: messages in the OpenAI form. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { markdown } from "../content/markdownLater";
import { lazily } from "../lazily";
import { said, toolOf, type Message } from "./messages";

export const type: FieldType<Json> = {
  name: "chat",
  role: "context",
  ...lazily(() => import("./View"), markdown.load),
  plainText: (value) => (value as unknown as Message[]).map(said).filter(Boolean).join("\n\n"),
  elements: (value) =>
    (value as unknown as Message[]).map((message, index) => ({
      id: message.id ?? String(index),
      role: message.role,
      text: said(message),
      tool: toolOf(message),
      index,
    })),
};
