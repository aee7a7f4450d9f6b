import { expect, test } from "vitest";

import { moved, rightToLeft, sentenceAt, wordAt, type By } from "./moves";

/** All stops of a walk through a text. */
function stops(text: string, by: By, forward = true, lang?: string): number[] {
  const found: number[] = [];
  for (let at = forward ? 0 : text.length; found.length < 99;) {
    const next = moved(text, at, by, forward, lang);
    if (next === at) break;
    found.push(next);
    at = next;
  }
  return found;
}

test("a character is what a reader takes for one: emoji families, flags, accents, Arabic marks, Hangul, CR LF", () => {
  for (const one of ["👩‍👩‍👧", "🇦🇶", "e\u0301", "👍🏽", "لَّ", "각", "ก็", "\r\n"]) {
    const text = `x${one}y`;
    expect(stops(text, "character")).toEqual([1, 1 + one.length, 2 + one.length]);
    expect(stops(text, "character", false)).toEqual([1 + one.length, 1, 0]);
  }
});

test("forward goes to the end of a word, back to its beginning", () => {
  const text = "The 2019 paper, by them.";
  expect(stops(text, "word").map((at) => text.slice(0, at))).toEqual([
    "The",
    "The 2019",
    "The 2019 paper",
    "The 2019 paper, by",
    "The 2019 paper, by them",
    text,
  ]);
  expect(stops(text, "word", false)).toEqual([19, 16, 9, 4, 0]);
});

test("words are found where they are not written apart, and where they are written from the right", () => {
  const chinese = "这个答案是虚构的";
  expect(stops(chinese, "word", true, "zh").length).toBeGreaterThan(2);
  expect(stops("هذا النص خاطئ", "word", true, "ar")).toEqual([3, 8, 13]);
});

test("sentences end without the blanks after them", () => {
  const text = "One is here. Two? 三。四。";
  expect(stops(text, "sentence").map((at) => text.slice(0, at))).toEqual([
    "One is here.",
    "One is here. Two?",
    "One is here. Two? 三。",
    text,
  ]);
  expect(stops(text, "sentence", false)).toEqual([20, 18, 13, 0]);
});

test("a line end between blocks is a step of its own, for words too", () => {
  expect(stops("ab cd\nef", "word")).toEqual([2, 5, 6, 8]);
  expect(stops("ab cd\nef", "word", false)).toEqual([6, 5, 3, 0]);
});

test("paragraphs and the edges of lines", () => {
  expect(stops("ab\ncd\nef", "paragraph")).toEqual([2, 5, 8]);
  expect(stops("ab\ncd\nef", "paragraph", false)).toEqual([6, 3, 0]);
  expect(moved("ab\ncd", 4, "line-edge", false)).toBe(3);
  expect(moved("ab\ncd", 3, "line-edge", false)).toBe(3);
  expect(moved("ab\ncd", 0, "line-edge", true)).toBe(2);
});

test("the word under or beside the caret", () => {
  expect(wordAt("The 2019 paper", 5)).toEqual([4, 8]);
  expect(wordAt("The 2019 paper", 14)).toEqual([9, 14]);
  expect(wordAt("  ", 1)).toBe(null);
  expect(wordAt("", 0)).toBe(null);
});

test("the sentence around the caret, from wherever in it", () => {
  const text = "One two. Three four.\n\nFive";
  for (const at of [0, 3, 7]) expect(sentenceAt(text, at)).toEqual([0, 8]);
  for (const at of [9, 15, 20]) expect(sentenceAt(text, at)).toEqual([9, 20]);
  for (const at of [22, 26]) expect(sentenceAt(text, at)).toEqual([22, 26]);
  expect(sentenceAt(text, 21)).toBe(null);
  expect(sentenceAt("", 0)).toBe(null);
});

test("a language that is none is no error", () => {
  expect(moved("one two", 0, "word", true, "not a language")).toBe(3);
});

test("the first letter says from where a line is written", () => {
  expect(["(12) هذا ok", "שלום", "ok هذا", "你好", "12!"].map(rightToLeft)).toEqual([true, true, false, false, false]);
});
