/** The words of this page, and all others. */
import { fill, t as common, type Key as Common, type Message } from "../../app/catalogue";
import { builder } from "../../app/catalogue/builder";

export type Key = Common | keyof typeof builder;

/** The words for a key, with its places filled. */
export function t(key: Key, places: Readonly<Record<string, string | number>> = {}): string {
  return key in builder ? fill(builder[key as keyof typeof builder] as Message, places) : common(key as Common, places);
}
