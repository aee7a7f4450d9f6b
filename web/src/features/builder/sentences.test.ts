import { expect, test } from "vitest";

import { sentences, type Change } from "./sentences";

function said(pointer: string, before: unknown, after: unknown, what: Change["what"] = "changed"): string[] {
  return sentences({ pointer, what, before, after } as Change);
}

test("what a version changed is told in sentences", () => {
  expect(said("/questions/tone", null, { type: "label" }, "added")).toEqual(["The question tone (label) is new."]);
  expect(said("/fields/reply", { type: "text" }, null, "removed")).toEqual(["The field reply (text) is gone."]);
  expect(said("/questions/tone", { type: "label" }, { type: "rating" })).toEqual([
    "The question tone is a rating now, it was a label.",
  ]);
  expect(said("/questions/tone/required", true, false)).toEqual(["tone may be left out now."]);
  expect(said("/questions/tone/required", false, null, "removed")).toEqual(["tone has to be answered now."]);
  expect(said("/questions/tone/max", 7, 5)).toEqual(["tone: max is 5 now, it was 7."]);
  expect(said("/questions/tone/title", "Old", "New")).toEqual(["tone: title is “New” now, it was “Old”."]);
  expect(said("/questions/tone/allow_na", null, true, "added")).toEqual(["tone: allow na is on now."]);
  expect(said("/stages/annotate/overlap", 1, 3)).toEqual(["annotate: overlap is 3 now, it was 1."]);
  expect(said("/purpose", "audit", "gate")).toEqual(["purpose is “gate” now, it was “audit”."]);
  expect(said("/lease_minutes", null, 90, "added")).toEqual(["lease minutes is 90 now, it was not set."]);
  expect(said("/questions", ["a", "b"], ["b", "a"], "moved")).toEqual(["questions stand in another order: b, a."]);
});

test("of options it is said which came, which went, and which are in other words", () => {
  const before = [{ value: "kind" }, { value: "curt" }];
  expect(said("/questions/tone/options", before, [{ value: "kind", title: "Kind one" }, { value: "warm" }])).toEqual([
    "tone: new in options: warm.",
    "tone: no longer in options: curt.",
    "tone: kind is called “Kind one” now.",
  ]);
  expect(said("/questions/tone/options", before, [...before].reverse())).toEqual([
    "tone: options stand in another order.",
  ]);
  expect(said("/questions/tone/options", before, { from: "run" })[0]).toContain("it was kind, curt.");
});
