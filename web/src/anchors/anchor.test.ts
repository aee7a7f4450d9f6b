import { expect, test } from "vitest";

import type { Json } from "../api/shapes";
import { pointsOf } from "../schema/offsets";
import { anchorOf, byReading, drawn, isAnchor, joinedPieces, liesIn, overlap, same } from "./anchor";

const TEXT = pointsOf("not 😀 only slow but wrong");

test("an anchor is made in code points, with its quote; pieces that touch are one", () => {
  expect(anchorOf("t", TEXT, [[4, 5]])).toEqual({ at: "t", start: 4, end: 5, quote: "😀" });
  expect(
    anchorOf("t", TEXT, [
      [16, 19],
      [0, 3],
    ]),
  ).toEqual({
    at: "t",
    ranges: [
      [0, 3],
      [16, 19],
    ],
    quote: "not … but",
  });
  expect(
    joinedPieces([
      [4, 6],
      [0, 4],
      [9, 9],
      [5, 7],
    ]),
  ).toEqual([
    [0, 7],
    [9, 9],
  ]);
});

test("places are the same, overlap, and lie in each other", () => {
  const one = anchorOf("t", TEXT, [[0, 8]]);
  expect(same(one, { at: "t", ranges: [[0, 8]], quote: one.quote ?? "" })).toBe(true);
  expect(same(one, { at: "t" })).toBe(false);
  expect(overlap(one, anchorOf("t", TEXT, [[7, 9]]))).toBe(true);
  expect(overlap(one, anchorOf("t", TEXT, [[8, 9]]))).toBe(false);
  expect(overlap(one, anchorOf("u", TEXT, [[7, 9]]))).toBe(false);
  expect([liesIn("run/s1", "run"), liesIn("run", "run"), liesIn("runs", "run"), liesIn("x", "")]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test("marks are read as the page is, the longer first", () => {
  const anchors = [
    anchorOf("b", TEXT, [[0, 2]]),
    anchorOf("a", TEXT, [[4, 5]]),
    anchorOf("a", TEXT, [[4, 10]]),
    { at: "a" },
    { at: "elsewhere" },
  ];
  expect(anchors.sort(byReading(["a", "b"])).map((one) => one.quote ?? one.at)).toEqual([
    "a",
    "😀 only",
    "😀",
    "no",
    "elsewhere",
  ]);
});

test("only what can be drawn here is an anchor", () => {
  expect(drawn({ at: "t" })).toBe("element");
  expect(isAnchor({ at: "t", start: 1, end: 2, quote: "x" })).toBe(true);
  const bads: Json[] = [
    null,
    "t",
    { at: "" },
    { at: "t", start: 1, end: 1, quote: "" },
    { at: "t", start: 1.5, end: 2, quote: "x" },
    { at: "t", start: 1, end: 2 },
    { at: "t", end: 2, quote: "x" },
    { at: "t", ranges: [], quote: "" },
    {
      at: "t",
      ranges: [
        [3, 4],
        [0, 1],
      ],
      quote: "x",
    },
    { at: "t", ranges: [[0, 1]], start: 0, end: 1, quote: "x" },
    { at: "photo", box: [0, 0, 1, 1] },
  ];
  for (const bad of bads) expect(isAnchor(bad)).toBe(false);
});
