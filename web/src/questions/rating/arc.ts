/** A curve of ratings over the parts of a text, as plain numbers. */
import type { Scale } from "./scale";

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Room around the curve, so that its points are whole. */
  readonly room: number;
  /** Whether the text begins on the right, and so the curve. */
  readonly mirrored?: boolean;
}

/** Where a part stands, from the side that the text begins on to the other. */
export function xOf(at: number, count: number, { width, room, mirrored }: Size): number {
  const x = count < 2 ? width / 2 : room + (at * (width - 2 * room)) / (count - 1);
  return mirrored ? width - x : x;
}

/** Where a value stands from top to bottom. */
export function yOf(value: number, { min, max }: Scale, { height, room }: Size): number {
  return room + (1 - (value - min) / (max - min)) * (height - 2 * room);
}

/** The part nearest to a place. */
export function partAt(x: number, count: number, { width, room, mirrored }: Size): number {
  const share = ((mirrored ? width - x : x) - room) / (width - 2 * room);
  return Math.min(Math.max(Math.round(share * (count - 1)), 0), count - 1);
}

/** The value nearest to a place, on the scale's step. */
export function valueAt(y: number, scale: Scale, { height, room }: Size): number {
  const share = 1 - (y - room) / (height - 2 * room);
  return onStep(scale.min + share * (scale.max - scale.min), scale);
}

/** A value brought onto the scale and its step. */
export function onStep(value: number, { min, max, step }: Scale): number {
  const steps = Math.round((Math.min(Math.max(value, min), max) - min) / step);
  const most = Math.floor((max - min) / step + 1e-6);
  return Number((min + Math.min(steps, most) * step).toFixed(6));
}

/** The values of a stroke from one part to another, both ends included; those between lie on the straight line. */
export function stroke(
  from: { readonly at: number; readonly value: number },
  to: { readonly at: number; readonly value: number },
  scale: Scale,
): Map<number, number> {
  const found = new Map<number, number>();
  const by = Math.sign(to.at - from.at);
  for (let at = from.at; by !== 0 && at !== to.at; at += by) {
    const share = (at - from.at) / (to.at - from.at);
    found.set(at, onStep(from.value + share * (to.value - from.value), scale));
  }
  found.set(to.at, to.value);
  return found;
}

/** The lines between parts that follow each other and both have a value, as an SVG path. */
export function lines(points: readonly ({ readonly x: number; readonly y: number } | null)[]): string {
  return points
    .map((point, at) => (point ? `${points[at - 1] ? "L" : "M"}${point.x.toFixed(1)} ${point.y.toFixed(1)}` : ""))
    .join("");
}
