/**
 * What answers that are lists share: parts that a person draws, writes or ties, each with an id and what `ask` asks of it
 * (accord.schema.questions.listed). A type says what conditions see of a part, and whether the part itself is whole.
 */
import type { Json } from "../api/shapes";
import { corpusStore } from "../fields/corpus";
import { boundWithin, lackingWithin, posedWithin, settledWithin, type Own, type Part } from "../schema/ask";
import type { Context, Element, Question, QuestionType } from "../schema/kinds";

export interface Listing<P extends Part> {
  /** What conditions see of a part beside its answers. */
  readonly own: (part: P) => Own;
  /** The part with its places each in their one form; as it is, where it has none. */
  readonly placed?: (part: P, context: Context) => P;
  /** Whether the part itself may be submitted, whatever is asked of it. */
  readonly whole: (part: P, question: Question, context: Context) => boolean;
}

/** Whether a value is a list of parts, each an object with an id of its own; `check` looks at each further. */
export function isParts<P extends Part>(value: Json, check: (part: P) => boolean = () => true): boolean {
  if (!Array.isArray(value)) return false;
  const ids = new Set<string>();
  for (const part of value) {
    if (part === null || typeof part !== "object" || Array.isArray(part) || typeof part.id !== "string") return false;
    const { answers = {} } = part;
    if (answers === null || typeof answers !== "object" || Array.isArray(answers)) return false;
    if (ids.has(part.id) || !check(part as unknown as P)) return false;
    ids.add(part.id);
  }
  return true;
}

/** Whether a part and everything asked of it may be submitted. */
export function isWhole<P extends Part>(part: P, question: Question, context: Context, listing: Listing<P>): boolean {
  const found = keptOf(part, question, context);
  if (found?.whole !== undefined) return found.whole;
  const given = part.answers ?? {};
  const whole =
    listing.whole(part, question, context) &&
    !lackingWithin(posedWithin(question, listing.own(part), given, context), given);
  if (found) found.whole = whole;
  return whole;
}

interface Kept {
  readonly question: Question;
  readonly context: Context;
  readonly coming: number;
  whole?: boolean;
  settled?: Part;
}

// parts never change, so what was found of one holds as long as it hangs on nothing but the record
const kept = new WeakMap<Part, Kept>();

/** What was found of a part before; null where it hangs on other answers too. */
function keptOf(part: Part, question: Question, context: Context): Kept | null {
  if (!context.alone) return null;
  const before = kept.get(part);
  const coming = corpusStore.version();
  if (before?.question === question && before.context === context && before.coming === coming) return before;
  const fresh: Kept = { question, context, coming };
  kept.set(part, fresh);
  return fresh;
}

/** The first part after `after` that lacks something, going round. */
export function lackingPart<P extends Part>(
  parts: readonly P[],
  question: Question,
  context: Context,
  listing: Listing<P>,
  after = "",
): P | undefined {
  const at = parts.findIndex((part) => part.id === after);
  return [...parts.slice(at + 1), ...parts.slice(0, at + 1)].find((part) => !isWhole(part, question, context, listing));
}

/** What such a type has of `QuestionType`, out of what is its own. */
export function listType<P extends Part>(
  listing: Listing<P>,
  check: (part: P) => boolean,
): Required<Pick<QuestionType<P[]>, "fits" | "usable" | "settle" | "binding" | "elements" | "showsFaults">> {
  const seen = (part: P, question: Question, context: Context): Record<string, Json | undefined> => {
    const own = listing.own(part);
    return { ...own, ...boundWithin(question, own, part.answers ?? {}, context) };
  };
  return {
    showsFaults: true,
    usable: (value) => isParts(value, check),
    fits: (value, question, context) => {
      if (!isParts(value, check)) return false;
      const parts = value as unknown as P[];
      return (
        parts.length >= Number(question.min ?? 0) &&
        parts.length <= Number(question.max ?? 1000) &&
        parts.every((part) => isWhole(part, question, context, listing))
      );
    },
    settle: (value, question, context) => {
      if (!isParts(value as unknown as Json, check)) return value;
      return value.map((part) => {
        const before = keptOf(part, question, context);
        if (before?.settled) return before.settled as P;
        const placed = listing.placed?.(part, context) ?? part;
        const posed = posedWithin(question, listing.own(placed), part.answers ?? {}, context);
        const answers = settledWithin(posed, part.answers ?? {});
        const rest = Object.entries(placed).filter(([key]) => key !== "answers");
        const whole = Object.keys(answers).length ? [...rest, ["answers", answers]] : rest;
        const settled = Object.fromEntries(whole) as unknown as P;
        if (before) before.settled = settled;
        return settled;
      });
    },
    binding: (value, question, context) =>
      value.map((part) => ({ id: part.id, ...seen(part, question, context) })) as Json,
    elements: (value, question, context) =>
      value.map((part, index): Element => ({ id: part.id, index, ...seen(part, question, context) })),
  };
}

/** An id that no part has yet: the letter and the next number. */
export function freshId(parts: readonly Part[], letter: string): string {
  const used = parts.map((part) => (part.id.startsWith(letter) ? Number(part.id.slice(letter.length)) : NaN));
  return `${letter}${Math.max(0, ...used.filter(Number.isFinite)) + 1}`;
}
