/** The steps of a run: what they say and where it stands in their text, as the server puts it together. */
import type { Json } from "../../api/shapes";
import { textOf } from "../../schema/written";

export interface Step {
  readonly id: string;
  readonly parent?: string | null;
  readonly agent?: string | null;
  readonly kind: string;
  readonly role?: string | null;
  readonly content?: string | readonly Part[] | null;
  readonly tool?: string | null;
  readonly args?: Json;
  readonly result?: Json;
  readonly error?: Json;
  readonly started_at?: string | number | null;
  readonly ended_at?: string | number | null;
  readonly tokens?: Json;
  readonly cost?: number | null;
  readonly model?: string | null;
}

interface Part {
  readonly type: string;
  readonly text?: string;
}

export interface Run {
  readonly goals?: readonly string[];
  readonly steps: readonly Step[];
}

/** A stretch of a step's text. */
export interface Stretch {
  readonly text: string;
  readonly start: number;
}

export interface Told {
  /** The whole text. */
  readonly text: string;
  readonly content: readonly (Stretch & { readonly type: string })[];
  readonly args: Stretch | null;
  readonly result: Stretch | null;
  readonly error: Stretch | null;
}

/** What a step says, part by part. */
export function told(step: Step): Told {
  let text = "";
  const add = (more: string): number => {
    if (!more) return text.length;
    if (text) text += "\n";
    const start = text.length;
    text += more;
    return start;
  };
  const content = contentOf(step);
  add(
    content
      .filter((part) => part.type === "text")
      .map((part) => part.text)
      .join("\n"),
  );
  let args: Stretch | null = null;
  if (step.args !== undefined && step.args !== null) {
    const written = textOf(step.args);
    const call = `${step.tool ?? ""}(`;
    args = { text: written, start: add(`${call}${written})`) + call.length };
  }
  const came = (value: Json | undefined): Stretch | null => {
    if (value === undefined || value === null) return null;
    const written = textOf(value);
    return { text: written, start: add(written) };
  };
  const result = came(step.result);
  const error = came(step.error);
  return { text, content, args, result, error };
}

function contentOf(step: Step): (Stretch & { readonly type: string })[] {
  if (typeof step.content === "string") return [{ type: "text", text: step.content, start: 0 }];
  let start = 0;
  return (step.content ?? []).map((part) => {
    if (typeof part.text !== "string") return { type: part.type, text: "", start };
    const here = { type: "text", text: part.text, start };
    start += part.text.length + 1;
    return here;
  });
}

/** Whether it went wrong. */
export function failed(step: Step): boolean {
  return step.error !== undefined && step.error !== null && step.error !== "" && step.error !== false;
}

/** The value as a run, whatever it is. */
export function runOf(value: Json): Run {
  const whole = value as unknown as Run | readonly Step[];
  return "steps" in whole ? whole : { steps: whole };
}
