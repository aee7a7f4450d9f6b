import { expect, test } from "vitest";

import { slice } from "../../schema/offsets";
import { segments } from "./segments";

test("sentences end at full stops, in any script, and keep their place in code points", () => {
  const text = "Hi 😀. “Yes!” she said. 好的。再见。";
  const found = segments(text, "sentence");
  expect(found.map((one) => one.text)).toEqual(["Hi 😀.", "“Yes!", "she said.", "好的。", "再见。"]);
  for (const one of found) expect(slice(text, one.start as number, one.end as number)).toBe(one.text);
});

test("paragraphs and scenes", () => {
  expect(segments("a\n\nb\n \nc", "paragraph").map((one) => one.text)).toEqual(["a", "b", "c"]);
  expect(segments("one\n***\ntwo\n---\nthree", "scene").map((one) => one.text)).toEqual(["one", "two", "three"]);
  expect(segments("a\n\n---\n\nb\n\n* * *", "paragraph").map((one) => one.text)).toEqual(["a", "b"]);
});

test("an uncut text has no segments", () => {
  expect(segments("a. b.", "none")).toEqual([]);
});
