/** What the server sends for the result page, and how its numbers are written and placed on a scale. */
import { number } from "../../app/catalogue";

export type Show = "share" | "rate" | "score" | "mean" | "change" | "curve" | "cycles" | "confusion" | "funnel";

export interface Figure {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly records: number;
  readonly why: string | null;
}

export interface Row extends Figure {
  readonly group: string;
  readonly name: string;
  readonly at: number;
  readonly spread: number | null;
  readonly before: Figure;
  readonly after: Figure;
  readonly change: Figure;
}

export interface Part {
  readonly show: Show;
  readonly of: string;
  readonly title: string;
  readonly by: string | null;
  readonly rows: readonly Row[];
  /** The ends of the scale that the numbers lie on, where they lie on one. */
  readonly scale?: readonly [number, number] | null;
  readonly names: readonly string[] | null;
  readonly matrix: readonly (readonly number[])[] | null;
  readonly more: number;
}

export interface Results {
  readonly records: number;
  readonly responses: number;
  readonly parts: readonly Part[];
}

/** A number as its part is read: shares in percent, everything else with up to two digits. */
export function written(show: Show, value: number | null): string {
  if (value === null) return "–";
  if (show === "share" || show === "funnel") {
    return number(value, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return number(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

type Ends = readonly [number, number];

/**
 * Ends of the axis that all of these figures are drawn on: shares from 0 to 1, numbers on a scale from end to end, others
 * round numbers that hold every interval.
 */
export function axis(show: Show, figures: readonly Figure[], scale?: Ends | null): Ends {
  if (show === "share" || show === "funnel") return [0, 1];
  if (scale) return scale;
  const ends = figures.flatMap((one) => [one.estimate, one.low, one.high]).filter((end) => end !== null);
  if (!ends.length) return [0, 1];
  const low = show === "rate" ? 0 : Math.min(...ends);
  const high = Math.max(...ends);
  if (high === low) return [low - 1, high + 1];
  const step = roundStep((high - low) / 2);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

/** The next of 1, 2, 5, 10, ... that is not below. */
function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= atLeast) ?? 10 * power;
}

/** Where a value lies between the ends of an axis, as a part of `size`. */
export function placed(value: number, [low, high]: readonly [number, number], size: number): number {
  return Math.round(Math.min(Math.max((value - low) / (high - low), 0), 1) * size * 10) / 10;
}

/** The groups in their order. */
export const groups = (part: Part): readonly string[] => [...new Set(part.rows.map((row) => row.group))];
