/** The points of a rating and the key of each. */
import type { Json } from "../../api/shapes";
import type { Question } from "../../schema/kinds";

export interface Point {
  readonly value: number;
  readonly words: string;
  readonly key: string;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The numbers of a question of this type. */
export function scaleOf(question: Question): Scale {
  return { min: Number(question.min ?? 1), max: Number(question.max ?? 5), step: Number(question.step ?? 1) };
}

/** The points; a digit stands for its own number where all are one digit, else for the place; 0 only if nothing else uses it. */
export function pointsOf(question: Question): Point[] {
  const { min, max, step } = scaleOf(question);
  const words = (question.anchors ?? {}) as Record<string, string>;
  const count = Math.floor((max - min) / step + 1e-6) + 1;
  const values = Array.from({ length: count }, (_, at) => Number((min + at * step).toFixed(6)));
  const whole = values.every(Number.isInteger);
  const zeroIsFree = !question.allow_na;
  const own = whole && values.every((value) => value >= (zeroIsFree ? 0 : 1) && value <= 9);
  return values.map((value, at) => {
    const place = at < 9 ? String(at + 1) : at === 9 && zeroIsFree ? "0" : "";
    return { value, words: words[String(value)] ?? "", key: own ? String(value) : place };
  });
}

/** So many tenths of the way along a scale, on its step: 8 on a scale of 0 to 100 is 80. */
export function tenth(digit: number, { min, max, step }: Scale): number {
  const steps = Math.round((digit * (max - min)) / 10 / step);
  return Number(Math.min(min + steps * step, max).toFixed(6));
}

/** Whether a value is on the scale and on its step. */
export function fits(value: Json, question: Question): boolean {
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  const { min, max, step } = scaleOf(question);
  const steps = (value - min) / step;
  return value >= min && value <= max && Math.abs(steps - Math.round(steps)) <= 1e-6;
}
