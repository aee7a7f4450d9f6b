import { expect, test } from "vitest";

import { prepared, restored } from "./math";

/** The text as the parser sees it, with `€` for money and `·` for nothing. */
function seen(text: string) {
  const { text: out, math } = prepared(text);
  expect(out.length).toBe(text.length);
  return [out.replaceAll("\ue024", "€").replaceAll("\ue025", "·"), math];
}

test("formulas in a line, and money", () => {
  expect(seen("so $x^2$ holds")).toEqual(["so $x^2$ holds", true]);
  expect(seen("costs $5 and $10")).toEqual(["costs €5 and €10", false]);
  expect(seen("$5-$10, US$3, $")).toEqual(["€5-€10, US€3, €", false]);
  expect(seen("\\$5 and $y$")).toEqual(["\\$5 and $y$", true]);
  expect(seen("$a\n\nb$")).toEqual(["€a\n\nb€", false]);
});

test("LaTeX brackets become dollars of the same length", () => {
  expect(seen("a \\(x\\) b")).toEqual(["a ·$x$· b", true]);
  expect(seen("\\[\nx\n\\]")).toEqual(["$$\nx\n$$", true]);
  expect(seen("\\(never closed")).toEqual(["\\(never closed", false]);
  expect(seen("a \\\\(x\\\\) b")).toEqual(["a \\\\(x\\\\) b", false]);
});

test("nothing in code is touched", () => {
  expect(seen("`$HOME` and $PATH")).toEqual(["`$HOME` and €PATH", false]);
  expect(seen("```sh\necho $A \\(x\\) $B\n```\n$z$")).toEqual(["```sh\necho $A \\(x\\) $B\n```\n$z$", true]);
});

test("the stand-in comes back as a dollar, and a text that has it is left alone", () => {
  expect(restored(prepared("only $5").text)).toBe("only $5");
  expect(prepared("\ue024 $x$")).toEqual({ text: "\ue024 $x$", math: false });
});
