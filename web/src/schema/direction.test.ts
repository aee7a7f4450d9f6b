import { expect, test } from "vitest";

import { directionOf, isolated } from "./direction";

test("words from right to left keep their signs among others, all else is as it was", () => {
  expect(isolated("هل أحجزها؟")).toBe("\u2068هل أحجزها؟\u2069");
  expect(isolated("KL1141 بسعر 129")).toBe("\u2068KL1141 بسعر 129\u2069");
  for (const text of ["Book it?", "要预订吗？", "", "€ 129 😀"]) expect(isolated(text)).toBe(text);
});

test("a field runs as its project says, else as its language is written", () => {
  expect(directionOf("ar-EG", undefined)).toBe("rtl");
  expect(directionOf("he", undefined)).toBe("rtl");
  expect(directionOf("ar", "ltr")).toBe("ltr");
  expect(directionOf("ur-Latn", undefined)).toBe("ltr");
  expect(directionOf("en", undefined)).toBe("auto");
  expect(directionOf(undefined, undefined)).toBe("auto");
});
