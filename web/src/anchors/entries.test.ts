import { expect, test } from "vitest";

import { bareContext } from "../schema/bare";
import { entriesOf, toneOf } from "./entries";

const keys = (labels: readonly string[], more: object = {}) =>
  entriesOf(
    { name: "q", type: "marks", labels: labels.map((value) => ({ value })), ...more },
    bareContext(),
    "labels",
  ).map((one) => one.key);

test("a label's letter is one of its own where that means nothing else, first letters before others", () => {
  expect(keys(["invented fact", "fake citation", "wrong number", "too vague"])).toEqual(["i", "f", "r", "o"]);
  expect(keys(["fact", "figure", "fiction"])).toEqual(["f", "i", "c"]);
  expect(keys(["vn", "مخترع", "编造"])).toEqual(["a", "b", "c"]);
});

test("the project's own keys come first, no letter stands twice, and more labels than letters have none", () => {
  expect(keys(["fact", "figure"], { hotkeys: { figure: "f" } })).toEqual(["a", "f"]);
  const many = keys(Array.from({ length: 15 }, (_, at) => `label ${at}`));
  expect(new Set(many).size).toBe(15);
  expect(keys(Array.from({ length: 16 }, (_, at) => `label ${at}`))).toEqual(Array(16).fill(""));
});

test("twelve colours go round", () => {
  const labels = Array.from({ length: 14 }, (_, at) => `l${at}`);
  const entries = entriesOf(
    { name: "q", type: "marks", labels: labels.map((value) => ({ value })) },
    bareContext(),
    "labels",
  );
  expect([toneOf(entries, "l0"), toneOf(entries, "l11"), toneOf(entries, "l12"), toneOf(entries, undefined)]).toEqual([
    1, 12, 1, 1,
  ]);
});
