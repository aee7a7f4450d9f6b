import { expect, test } from "vitest";

import type { Json } from "../../api/shapes";
import { asOptions, outlineOf, readOutline, writeOutline } from "./outline";

const KEPT: readonly Json[] = [
  ["friendly", "too curt"],
  { billing: ["refund", "invoice"], delivery: { late: ["a day", "a week"], lost: null }, other: null },
  [{ value: "ok", help: "Moves the task on: a check." }, "wrong"],
  [{ value: "bad", options: ["vague", { value: "rude", help: "Hurts." }] }],
  ["否", "نعم"],
];

test("options are an outline and back, in the form in which they were written", () => {
  for (const options of KEPT) {
    const outline = outlineOf(options);
    expect(outline).not.toBeNull();
    expect(asOptions(readOutline(writeOutline(outline ?? [])), options)).toEqual(options);
  }
  expect(writeOutline(outlineOf(KEPT[1] ?? null) ?? [])).toBe(
    "billing\n  refund\n  invoice\ndelivery\n  late\n    a day\n    a week\n  lost\nother",
  );
});

test("a line further in is under the one before, however far in it is", () => {
  const outline = readOutline("a\n    b: Why not.\n      c\n  d\n\n\te\nf");
  expect(asOptions(outline, undefined)).toEqual([
    { value: "a", options: [{ value: "b", help: "Why not.", options: ["c"] }, "d", "e"] },
    "f",
  ]);
  expect(asOptions(readOutline("a\n b\nc"), ["a", "c"])).toEqual({ a: ["b"], c: null });
});

test("what an outline cannot say is left to the YAML", () => {
  for (const options of [{ from: "run" }, [{ value: "a", title: "A" }], ["a: b"], [" a"], [["a"]], "a", 3, [null]]) {
    expect(outlineOf(options as Json)).toBeNull();
  }
});
