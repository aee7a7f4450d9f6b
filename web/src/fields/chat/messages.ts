/** Chat messages: what they say. */

export interface ToolCall {
  readonly function?: { readonly name?: string; readonly arguments?: string };
}

export interface Message {
  readonly id?: string;
  readonly role: string;
  readonly content?: string | readonly { readonly type: string; readonly text?: string }[] | null;
  readonly name?: string;
  readonly tool_calls?: readonly ToolCall[];
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
  return message.tool_calls ? JSON.stringify(message.tool_calls) : "";
}

/** The first tool called. */
export function toolOf(message: Message): string | null {
  return message.tool_calls?.[0]?.function?.name ?? null;
}

/** Arguments of a call, indented where they are JSON. */
export function argumentsOf(call: ToolCall): string {
  const raw = call.function?.arguments ?? "";
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw; // models write what they write; shown as it is
  }
}
