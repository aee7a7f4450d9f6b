import { expect, test } from "vitest";

import { chunked } from "./chunks";

test("a long text is cut at blank lines and loses nothing but those", () => {
  const paragraphs = Array.from({ length: 50 }, (_, at) => `paragraph ${at} ${"word ".repeat(60)}`);
  const parts = chunked(paragraphs.join("\n\n"));
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.join("\n\n")).toBe(paragraphs.join("\n\n"));
});

test("a fenced block stays whole", () => {
  const code = "```\n" + "line\n\n".repeat(1500) + "```";
  expect(chunked(`before\n\n${code}\n\nafter`)[0]).toContain(code);
});

test("one endless line is cut too, and no character is broken", () => {
  const text = "x" + "😀".repeat(30_000);
  const parts = chunked(text);
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.join("")).toBe(text);
  expect(parts.every((part) => part.isWellFormed())).toBe(true);
});
