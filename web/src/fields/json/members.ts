/** The first level of some data, with the ids that references use. */
import type { Json } from "../../api/shapes";

export interface JsonMember {
  readonly id: string;
  readonly key: string;
  readonly value: Json;
}

/** The members of an object, or the items of a list; none of anything else. */
export function membersOf(value: Json): JsonMember[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).map(([key, one]) => ({
    key,
    id: Array.isArray(value) ? key : idOf(key),
    value: one as Json,
  }));
}

/** A key as part of a reference: percent-encoded where it has a slash or a percent sign, as the server does. */
function idOf(key: string): string {
  if (!key) return "%";
  if (!/[/%]/.test(key)) return key;
  return encodeURIComponent(key.toWellFormed())
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", " ");
}
