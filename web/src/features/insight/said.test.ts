import { expect, test } from "vitest";

import { said } from "./said";

test.each([
  ["friendly", "friendly"],
  [null, "–"],
  [["rude", "vague"], "rude, vague"],
  [[["b"], ["a", "c"]], "b > a = c"],
  [{ winner: "b", strength: 2 }, "b, strength: 2"],
  [{ a: "kind", b: "curt" }, "a: kind, b: curt"],
])("%j reads %s", (value, words) => {
  expect(said(value)).toBe(words);
});
