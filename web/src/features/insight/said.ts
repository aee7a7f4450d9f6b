/** A value in few words, whatever its question's type: names and numbers as they are, objects as their parts. */
import type { Json } from "../../api/shapes";

export function said(value: Json | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value))
    return value
      .map((one) => (Array.isArray(one) ? one.map(said).join(" = ") : said(one)))
      .join(value.some(Array.isArray) ? " > " : ", ");
  return Object.entries(value)
    .map(([name, part]) => (name === "winner" ? said(part) : `${name}: ${said(part)}`))
    .join(", ");
}
