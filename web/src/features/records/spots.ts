/**
 * What several people marked or listed in one record, place by place: who has each place, what they called it, and where they differ.
 *
 * Two people's parts are of one place when they answer the same question and cover mostly the same (or say the same words).
 */
import { entries, said as inOrder } from "../work/review/aligned";
import type { Anchor } from "../../anchors/anchor";
import type { Answers, Envelope, Json, Spec } from "../../api/shapes";

/** One person's part at a place. */
export interface Part {
  /** Unique among the person's parts. */
  readonly id: string;
  readonly anchor: Anchor | null;
  readonly label: string;
  /** What was said of it: words of its own, answers within. */
  readonly words: string;
}

export type How = "same" | "named" | "some";

export interface Spot {
  readonly key: string;
  readonly question: string;
  readonly anchor: Anchor | null;
  readonly quote: string;
  /** By person; null where they have nothing here, undefined where they were not asked. */
  readonly by: readonly (Part | null | undefined)[];
  /** All have it and say the same; all have it and call it or judge it differently; only some have it. */
  readonly how: How;
}

interface Found extends Part {
  readonly question: string;
  readonly quote: string;
  readonly from: number;
  readonly to: number;
}

/** The places, in the order of the questions and of the text. */
export function spotsOf(spec: Spec, people: readonly Answers[]): Spot[] {
  const groups: { readonly first: Found; readonly by: Map<number, Found> }[] = [];
  const asked = new Map<string, Set<number>>();
  people.forEach((answers, person) => {
    const own = partsOf(spec, answers, (question) => {
      const there = asked.get(question);
      if (there) there.add(person);
      else asked.set(question, new Set([person]));
    });
    const open = new Map<string, typeof groups>();
    for (const group of groups) push(open, bucket(group.first), group);
    for (const some of open.values()) some.sort((a, b) => a.first.from - b.first.from);
    for (const part of own) {
      const there = open.get(bucket(part)) ?? [];
      const reach = part.to - part.from; // what covers half of it begins no further away
      let best: (typeof groups)[number] | undefined;
      let most = 0.5;
      for (let at = firstFrom(there, part.from - reach); at < there.length; at++) {
        const group = there[at] as (typeof groups)[number];
        if (group.first.from > part.from + reach) break;
        const shared = group.by.has(person) ? 0 : similarity(group.first, part);
        if (shared >= most) [best, most] = [group, shared];
      }
      if (best) best.by.set(person, part);
      else groups.push({ first: part, by: new Map([[person, part]]) });
    }
  });
  const order = [...asked.keys()];
  return groups
    .map(({ first, by }) => {
      const whole = people.map(
        (_, person) => by.get(person) ?? (asked.get(first.question)?.has(person) ? null : undefined),
      );
      const { question, anchor, quote, from } = first;
      return { key: `${question} ${first.id}`, question, anchor, quote, from, by: whole, how: how(whole) };
    })
    .sort(
      (a, b) =>
        order.indexOf(a.question) - order.indexOf(b.question) ||
        (a.anchor?.at ?? "").localeCompare(b.anchor?.at ?? "") ||
        a.from - b.from,
    );
}

/** Every part with a place or words that a person's answers hold, those within parts included. */
function partsOf(spec: Spec, answers: Answers, onAsked: (question: string) => void): Found[] {
  const found: Found[] = [];
  const walk = (question: string, prefix: string, envelope: Envelope) => {
    const { value } = envelope;
    if (!Array.isArray(value)) return;
    const parts = value.filter(isPart);
    if (parts.length < value.length) return;
    onAsked(question);
    const told = new Map(entries(value).map((one) => [one.id, one]));
    for (const part of parts) {
      const anchor = (part.anchor ?? part.from ?? null) as Anchor | null;
      const id = `${prefix}${part.id}`;
      const words = told.get(part.id);
      const own = typeof part.text === "string" ? part.text : "";
      found.push({
        id,
        question,
        anchor,
        quote: anchor ? (anchor.quote ?? anchor.at) : own,
        label: [part.label, part.type].find((one) => typeof one === "string") ?? "",
        words: [anchor ? own : "", words?.inner].filter(Boolean).join(" · "),
        ...reach(anchor),
      });
      for (const [name, inner] of Object.entries((part.answers ?? {}) as Record<string, Envelope>)) {
        walk(`${question} › ${name}`, `${id}/${name}/`, inner);
      }
    }
  };
  for (const name of Object.keys(spec.questions)) {
    const given = answers[name];
    if (!given) continue;
    if (!spec.questions[name]?.each) walk(name, `${name}/`, given as Envelope);
    else
      for (const [element, one] of Object.entries(given as Record<string, Envelope>))
        walk(name, `${name}/${element}/`, one);
  }
  return found;
}

type Raw = Readonly<Record<string, Json>> & { readonly id: string };

function isPart(one: Json): one is Raw {
  return one !== null && typeof one === "object" && !Array.isArray(one) && typeof one.id === "string";
}

function reach(anchor: Anchor | null): { readonly from: number; readonly to: number } {
  const { start, end, ranges } = (anchor ?? {}) as { start?: number; end?: number; ranges?: [number, number][] };
  return { from: start ?? ranges?.[0]?.[0] ?? 0, to: end ?? ranges?.at(-1)?.[1] ?? 0 };
}

/** Parts of different buckets are never of one place; those without characters to compare are of one in the same. */
function bucket({ question, anchor, quote, to }: Found): string {
  if (!anchor) return `${question}\n${quote.trim().toLowerCase()}`;
  return to ? `${question}\n${anchor.at}` : `${question}\n${inOrder({ value: anchor as unknown as Json })}`;
}

function similarity(a: Found, b: Found): number {
  if (!a.to) return 1;
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from);
  return shared <= 0 ? 0 : shared / (Math.max(a.to, b.to) - Math.min(a.from, b.from));
}

/** The first that begins there or later. */
function firstFrom(sorted: readonly { readonly first: Found }[], from: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.first.from ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function how(by: Spot["by"]): How {
  const asked = by.filter((one) => one !== undefined);
  if (asked.includes(null)) return "some";
  return new Set(asked.map((one) => `${one?.label}\n${one?.words}`)).size > 1 ? "named" : "same";
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
