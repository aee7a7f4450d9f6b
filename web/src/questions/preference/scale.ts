/** The points between two candidates, and what each says. A to the left as shown; what is stored is the candidate's id. */
import { t, type Key } from "../../app/catalogue";
import type { Json } from "../../api/shapes";
import type { Context, Question } from "../../schema/kinds";

export interface Choice {
  winner: string;
  strength?: number;
}

export interface Preference extends Choice {
  dimensions?: { [name: string]: Choice };
}

export interface Point {
  readonly choice: Choice;
  readonly words: string;
  readonly key: string;
}

/** The letter a candidate is shown under: A, B, C, ... by its place. */
export function letter(at: number): string {
  return String.fromCharCode(65 + (at % 26)) + (at >= 26 ? String(Math.floor(at / 26)) : "");
}

/** How many strengths a side has; with 1, none is asked. */
export function strengthsOf(question: Question): number {
  const tie = question.tie !== false;
  return Math.floor((Number(question.scale ?? (tie ? 3 : 2)) - (tie ? 1 : 0)) / 2);
}

/** The points from left to right, then "both bad" where allowed. */
export function pointsOf(question: Question, context: Context): Point[] {
  const ids = context.of.map((one) => one.id);
  const both = question.both_bad ? [{ choice: { winner: "both_bad" }, words: words("bothBad", ids), key: "0" }] : [];
  const tie = { choice: { winner: "tie" }, words: t("work.tie") };
  const line =
    ids.length === 2 ? twoSided(question, ids, tie) : [...ids.map((id, at) => one(id, at)), ...tieOf(question, tie)];
  return [...line.map((point, at) => ({ ...point, key: at < 9 ? String(at + 1) : "" })), ...both];
}

function one(id: string, at: number): Omit<Point, "key"> {
  return { choice: { winner: id }, words: letter(at) };
}

function tieOf(question: Question, tie: Omit<Point, "key">): Omit<Point, "key">[] {
  return question.tie !== false ? [tie] : [];
}

function words(which: "bothBad", ids: readonly string[]): string {
  return ids.length === 2 ? t("work.bothBad") : t(which === "bothBad" ? "work.allBad" : "work.bothBad");
}

function twoSided(question: Question, ids: readonly string[], tie: Omit<Point, "key">): Omit<Point, "key">[] {
  const strengths = strengthsOf(question);
  const side = (at: number) =>
    Array.from({ length: strengths }, (_, index) => {
      const strength = strengths - index;
      return {
        choice: { winner: ids[at] ?? "", ...(strengths > 1 ? { strength } : {}) },
        words: sideWords(letter(at), strength, strengths),
      };
    });
  return [...side(0), ...tieOf(question, tie), ...side(1).reverse()];
}

function sideWords(side: string, strength: number, strengths: number): string {
  if (strengths === 1) return t("work.sideBetter", { side });
  const names: Readonly<Record<number, readonly Key[]>> = {
    2: ["work.sideSlightly", "work.sideBetter"],
    3: ["work.sideSlightly", "work.sideBetter", "work.sideMuch"],
  };
  const key = names[strengths]?.[strength - 1];
  return key ? t(key, { side }) : t("work.sideBy", { side, strength });
}

/** Whether two choices say the same. */
export function same(a: Choice | undefined, b: Choice): boolean {
  return a?.winner === b.winner && a.strength === b.strength;
}

/** The names of the dimensions. */
export function dimensionsOf(question: Question): readonly string[] {
  return (question.dimensions as readonly string[] | undefined) ?? [];
}

/** The row that waits for a choice: "" is the overall one; undefined when all have theirs. */
export function nextRow(question: Question, value: Preference | undefined): string | undefined {
  if (!value?.winner) return "";
  return dimensionsOf(question).find((name) => !value.dimensions?.[name]);
}

/** Whether a value may be submitted. */
export function fits(value: Json, question: Question, context: Context): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const points = pointsOf(question, context);
  const chosen = (choice: Choice | undefined) => points.some((point) => same(choice, point.choice));
  const whole = value as unknown as Preference;
  const given = Object.keys(whole.dimensions ?? {});
  return (
    chosen(whole) &&
    dimensionsOf(question).every((name) => chosen(whole.dimensions?.[name])) &&
    given.every((name) => dimensionsOf(question).includes(name))
  );
}
