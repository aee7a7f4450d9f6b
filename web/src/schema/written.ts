/** JSON as both sides write it (`accord.schema.fields.written`): the text of an element that holds data is the same here and there. */
import type { Json } from "../api/shapes";

/** The value in one line. */
export function written(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, part]) => `${text(key)}: ${written(part)}`)
      .join(", ")}}`;
  }
  return typeof value === "string" ? text(value) : JSON.stringify(value);
}

/** A text is itself, anything else as it is written. */
export function textOf(value: Json): string {
  return typeof value === "string" ? value : written(value);
}

function text(value: string): string {
  // halves of characters are escaped by JSON.stringify and not by Python
  return JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/g, (escaped) => JSON.parse(`"${escaped}"`) as string);
}
