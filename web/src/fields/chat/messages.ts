/** Chat messages: what they say. */
import type { Json } from "../../api/shapes";
import { written } from "../../schema/written";

export interface ToolCall {
  readonly id?: string;
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

export interface Message {
  readonly id?: string;
  readonly role: string;
  readonly content?: string | readonly { readonly type: string; readonly text?: string }[] | null;
  readonly name?: string;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
}

/** The text of a message: its content, or its text parts, or its tool calls. */
export function said(message: Message): string {
  if (typeof message.content === "string") return message.content;
  if (Array.isArray(message.content)) {
    return message.content
      .map((part: { text?: string }) => part.text)
      .filter((text) => typeof text === "string")
      .join("\n");
  }
  return message.tool_calls?.length ? written(message.tool_calls as unknown as Json) : "";
}

/** A part of what a message says: text with its place in `said`, or something that is no text. */
export interface SaidPart {
  readonly type: string;
  readonly text?: string;
  readonly start: number;
}

/** The content of a message part by part. */
export function partsOf(message: Message): SaidPart[] {
  if (typeof message.content === "string") return [{ type: "text", text: message.content, start: 0 }];
  let start = 0;
  return (message.content ?? []).map((part) => {
    const here = start;
    if (typeof part.text === "string") start += part.text.length + 1;
    return { ...part, start: here };
  });
}

/** Where each message begins in what all of them say together. */
export function startsOf(messages: readonly Message[]): number[] {
  let start = 0;
  return messages.map((message) => {
    const here = start;
    const text = said(message);
    if (text) start += text.length + 2;
    return here;
  });
}

/** The first tool called. */
export function toolOf(message: Message): string | null {
  return message.tool_calls?.[0]?.function?.name ?? null;
}
