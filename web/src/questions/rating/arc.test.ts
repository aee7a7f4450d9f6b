import { expect, test } from "vitest";

import { lines, onStep, partAt, stroke, valueAt, xOf, yOf } from "./arc";

const size = { width: 220, height: 120, room: 10 };
const scale = { min: 1, max: 5, step: 0.5 };

test("places and values go back and forth", () => {
  for (const at of [0, 1, 4]) expect(partAt(xOf(at, 5, size), 5, size)).toBe(at);
  for (const value of [1, 2.5, 5]) expect(valueAt(yOf(value, scale, size), scale, size)).toBe(value);
  expect([partAt(-50, 5, size), partAt(999, 5, size)]).toEqual([0, 4]);
  expect([valueAt(-50, scale, size), valueAt(999, scale, size)]).toEqual([5, 1]);
  expect(partAt(100, 1, size)).toBe(0);
});

test("a text from right to left has its first part on the right", () => {
  const mirrored = { ...size, mirrored: true };
  expect([xOf(0, 5, mirrored), xOf(4, 5, mirrored)]).toEqual([210, 10]);
  for (const at of [0, 1, 4]) expect(partAt(xOf(at, 5, mirrored), 5, mirrored)).toBe(at);
});

test("a value is brought onto the step, never above the scale", () => {
  expect(onStep(2.7, scale)).toBe(2.5);
  expect(onStep(10, { min: 0, max: 10, step: 3 })).toBe(9);
  expect(onStep(-1, { min: -1, max: 1, step: 0.1 })).toBe(-1);
});

test("a fast stroke leaves no part out", () => {
  expect([...stroke({ at: 1, value: 1 }, { at: 5, value: 5 }, scale)]).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
  ]);
  expect([...stroke({ at: 3, value: 4 }, { at: 1, value: 1 }, scale)]).toEqual([
    [3, 4],
    [2, 2.5],
    [1, 1],
  ]);
  expect([...stroke({ at: 2, value: 3 }, { at: 2, value: 4 }, scale)]).toEqual([[2, 4]]);
});

test("the line breaks where a part has no value", () => {
  const point = (x: number) => ({ x, y: 1 });
  expect(lines([point(0), point(1), null, point(3), point(4)])).toBe("M0.0 1.0L1.0 1.0M3.0 1.0L4.0 1.0");
});
