import { expect, test } from "vitest";

import { faultsUnder } from "./faults";

const fault = (pointer: string) => ({ pointer, code: "x", message: "m" });

test("a fault is found at its question, and within it at its part", () => {
  const all = [
    fault("/answers/claims/value/1/answers/verdict/value"),
    fault("/answers/claims2"),
    fault("/answers/a~1b"),
  ];
  const claims = faultsUnder(all, "answers", "claims");
  expect(claims.map((one) => one.pointer)).toEqual(["/value/1/answers/verdict/value"]);
  expect(faultsUnder(claims, "value", 1, "answers", "verdict").map((one) => one.pointer)).toEqual(["/value"]);
  expect(faultsUnder(all, "answers", "a/b").map((one) => one.pointer)).toEqual([""]);
});
