import { expect, test } from "vitest";

import { chunked, stretches } from "./chunks";

/** Every part is what the text says from its start on, and between parts there are line ends only. */
function complete(text: string) {
  const parts = chunked(text);
  let end = 0;
  for (const part of parts) {
    expect(text.slice(part.start, part.start + part.text.length)).toBe(part.text);
    expect(text.slice(end, part.start).trim()).toBe("");
    end = part.start + part.text.length;
  }
  expect(text.slice(end).trim()).toBe("");
  return parts;
}

test("a long text is cut at blank lines and loses nothing but those", () => {
  const paragraphs = Array.from({ length: 50 }, (_, at) => `paragraph ${at} ${"word ".repeat(60)}`);
  const parts = complete(paragraphs.join("\n\n"));
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.every((part) => part.text.startsWith("paragraph"))).toBe(true);
});

test("a fenced block stays whole", () => {
  const code = "```\n" + "line\n\n".repeat(1500) + "```";
  expect(complete(`before\n\n${code}\n\nafter`)[0]?.text).toContain(code);
});

test("a fenced block without end is cut all the same", () => {
  expect(complete("```\n" + "line\n\n".repeat(20_000)).every((part) => part.text.length < 25_000)).toBe(true);
});

test("one endless line is cut too, and no character is broken", () => {
  const text = "x" + "😀".repeat(30_000);
  const parts = complete(text);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.every((part) => part.text.isWellFormed())).toBe(true);
});

test("an endless line after others", () => {
  complete("first\n" + "y".repeat(70_000) + "\n\nlast " + "word ".repeat(2000));
});

test("leading and trailing blank lines, and no text", () => {
  complete("\n\n  \none\n\n\ntwo\n\n");
  expect(chunked("")).toEqual([]);
  expect(chunked("\n\n")).toEqual([]);
});

test("stretches are the whole text, each ending where no letters are joined", () => {
  const english = "the water rose before anyone slept ".repeat(300);
  const chinese = "夜里水涨了，没有人睡着。".repeat(400);
  const joined = "क्षत्रिय".repeat(600); // nowhere to cut: left as it is
  for (const [text, least] of [
    [english, 10],
    [chinese, 5],
    [joined, 1],
    ["short", 1],
    ["", 1],
  ] as const) {
    const parts = stretches(text);
    expect(parts.map((part) => part.text).join("")).toBe(text);
    expect(parts.length).toBeGreaterThanOrEqual(least);
    for (const part of parts) expect(text.slice(part.start, part.start + part.text.length)).toBe(part.text);
    for (const part of parts.slice(0, -1)) expect(part.text).toMatch(/[\s，。]$/);
  }
  expect(stretches(joined)).toHaveLength(1);
});
