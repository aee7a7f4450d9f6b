import { expect, test } from "vitest";

import { fill } from ".";

test("plural forms follow n, and places are filled", () => {
  const left = { one: "{n} question left", other: "{n} questions left" };
  expect(fill(left, { n: 1 })).toBe("1 question left");
  expect(fill(left, { n: 1200 })).toBe("1,200 questions left");
});

test("a place without a value stays visible, so that it is noticed", () => {
  expect(fill("Hello {who}", {})).toBe("Hello {who}");
});
