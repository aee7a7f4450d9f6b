import { expect, test } from "vitest";

import { complete, completeEnds, insert, rank, rankOf, settle, shift } from "./moves";

test("four digits rank four candidates, in whatever order the ranks are given", () => {
  let places: string[][] = [];
  for (const [id, to] of [
    ["a", 3],
    ["b", 1],
    ["c", 4],
    ["d", 2],
  ] as const)
    places = rank(places, id, to, true);
  expect(places).toEqual([["b"], ["d"], ["a"], ["c"]]);
  expect(complete(places, ["a", "b", "c", "d"], true)).toBe(true);
});

test("the same digit twice is a tie where ties are allowed", () => {
  expect(rank(rank([], "a", 1, true), "b", 1, true)).toEqual([["a", "b"]]);
});

test("without ties, who held a rank moves down to the next free one", () => {
  expect(rank(rank(rank([], "a", 1, false), "b", 2, false), "c", 1, false)).toEqual([["c"], ["a"], ["b"]]);
});

test("a rank may be given again, and the old one is free", () => {
  const places = rank(rank(rank([], "a", 1, true), "b", 2, true), "a", 3, true);
  expect(places).toEqual([[], ["b"], ["a"]]);
  expect(rankOf(places, "a")).toBe(3);
  expect(settle(places)).toEqual([["b"], ["a"]]);
});

test("moving goes into a tie and out of it", () => {
  const start = [["a"], ["b"], ["c"]];
  const tied = shift(start, "b", -1, true);
  expect(tied).toEqual([["a", "b"], ["c"]]);
  expect(shift(tied, "b", -1, true)).toEqual([["b"], ["a"], ["c"]]);
  expect(shift(start, "b", -1, false)).toEqual([["b"], ["a"], ["c"]]);
  expect(shift(start, "a", -1, true)).toEqual(start);
});

test("dragging puts a candidate between two places", () => {
  expect(insert([["a"], ["b"], ["c"]], "c", 0)).toEqual([["c"], ["a"], ["b"]]);
  expect(insert([["a"], ["b"], ["c"]], "a", 3)).toEqual([["b"], ["c"], ["a"]]);
  expect(insert([["a", "b"], ["c"]], "b", 1)).toEqual([["a"], ["b"], ["c"]]);
});

test("a ranking is complete when all are in it once", () => {
  expect(complete([["a"]], ["a", "b"], true)).toBe(false);
  expect(complete([["a", "b"]], ["a", "b"], false)).toBe(false);
  expect(complete([["a"], ["a"]], ["a", "b"], true)).toBe(false);
});

test("best and worst differ", () => {
  expect(completeEnds({ best: "a", worst: "a" }, ["a", "b"])).toBe(false);
  expect(completeEnds({ best: "a", worst: "b" }, ["a", "b"])).toBe(true);
});
