/**
 * Every word that the pages say, in one catalogue: `t("work.submit")`, `t("work.left", { n: 2 })`.
 *
 * A message is a string with `{name}` places, or plural forms chosen by `n` (`Intl.PluralRules`).
 * Numbers are written for the reader's locale. Each part of the app has its own file beside this one; those that nobody needs
 * who answers come with the pages in the frame (`later.ts`).
 */
import { anchors } from "./anchors";
import { fields } from "./fields";
import type { later } from "./later";
import { shell } from "./shell";
import { work } from "./work";

export type Message = string | { readonly one: string; readonly other: string };

const first = { ...shell, ...work, ...fields, ...anchors } as const;

export type Key = keyof typeof first | keyof typeof later;

const messages = new Map<string, Message>(Object.entries(first));

/** Adds words that came later. */
export function say(words: Readonly<Record<string, Message>>): void {
  for (const [key, message] of Object.entries(words)) messages.set(key, message);
}

const LOCALE = "en";
const plural = new Intl.PluralRules(LOCALE);
const numbers = new Intl.NumberFormat(LOCALE);

/** The words for a key, with its places filled. */
export function t(key: Key, places: Readonly<Record<string, string | number>> = {}): string {
  return fill(messages.get(key) ?? key, places);
}

/** A message with its places filled; plural forms by `n`. */
export function fill(message: Message, places: Readonly<Record<string, string | number>>): string {
  const form =
    typeof message === "string" ? message : message[plural.select(Number(places.n)) === "one" ? "one" : "other"];
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = places[name];
    return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
  });
}

/** A number as this reader writes it. */
export function number(value: number, options?: Intl.NumberFormatOptions): string {
  return options ? new Intl.NumberFormat(LOCALE, options).format(value) : numbers.format(value);
}

/** A day and time as this reader writes them. */
export function when(iso: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** A day (2026-11-30) as this reader writes it. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}

/** A decimal in its currency, as this reader writes it. */
export function money(amount: string, currency: string): string {
  try {
    return new Intl.NumberFormat(LOCALE, { style: "currency", currency }).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}
