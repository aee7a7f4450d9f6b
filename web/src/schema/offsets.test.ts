import { expect, test } from "vitest";

import { length, Points, pointsOf, slice, toCodePoints, toUtf16 } from "./offsets";

const TEXT = "a😀b e\u0301 家\u{20BB7}x"; // emoji, combining accent, a character beyond the first plane

test("code points and UTF-16 units go back and forth without loss", () => {
  const points = [...TEXT];
  expect(length(TEXT)).toBe(points.length);
  for (let at = 0; at <= points.length; at++) {
    const utf16 = points.slice(0, at).join("").length;
    expect(toUtf16(TEXT, at)).toBe(utf16);
    expect(toCodePoints(TEXT, utf16)).toBe(at);
  }
});

test("a position inside a surrogate pair belongs to the character it cuts", () => {
  expect(toCodePoints("😀b", 1)).toBe(0);
});

test("positions outside the text end at its edges", () => {
  expect(toUtf16("ab", 9)).toBe(2);
  expect(toCodePoints("ab", 9)).toBe(2);
  expect(toCodePoints("ab", -1)).toBe(0);
});

test("a quote is cut by code points", () => {
  expect(slice(TEXT, 1, 3)).toBe("😀b");
});

const TEXTS = [
  TEXT,
  "",
  "plain",
  "😀😀😀",
  "مرحبا 👩‍👩‍👧 بالعالم",
  "家\u{20BB7}\u{2A6D6}。",
  "\ud83d alone, \ude00 alone, 😀 both, \ud83d",
];

test.each(TEXTS)("many conversions agree with single ones, also at and beyond the edges: %j", (text) => {
  const points = new Points(text);
  expect(points.length).toBe(length(text));
  for (let at = -1; at <= text.length + 1; at++) {
    expect(points.toCodePoints(at)).toBe(toCodePoints(text, at));
    expect(points.toUtf16(at)).toBe(toUtf16(text, at));
  }
  expect(points.slice(1, 4)).toBe(slice(text, 1, 4));
});

test("the points of a text are found once", () => {
  expect(pointsOf("once 😀")).toBe(pointsOf("once 😀"));
});
