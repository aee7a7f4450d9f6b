import { expect, test } from "vitest";

import { lanes } from "./lanes";

const of = (...stretches: readonly (readonly [number, number])[]) =>
  lanes(stretches.map(([from, to]) => ({ from, to })));

test("what does not overlap stays next to the text", () => {
  expect(of([0, 4], [4, 8], [9, 12])).toEqual([0, 0, 0]);
});

test("what overlaps goes below, the longer one next to the text, and comes back up where it is free", () => {
  expect(of([2, 6], [0, 10], [4, 12], [10, 20])).toEqual([1, 0, 2, 0]);
  expect(of([0, 3], [0, 9])).toEqual([1, 0]);
});

test("the order in which marks were made does not matter", () => {
  expect(of([0, 10], [2, 6])).toEqual([0, 1]);
  expect(of([2, 6], [0, 10])).toEqual([1, 0]);
});

test("many at one place share the lanes", () => {
  expect(of([0, 9], [1, 9], [2, 9], [3, 9])).toEqual([0, 1, 2, 0]);
});
