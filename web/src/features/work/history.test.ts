import { expect, test } from "vitest";

import { redo, start, step, undo } from "./history";

test("every step can be taken back and done again", () => {
  const three = step(step(step(start("a"), "b"), "c"), "d");
  expect(undo(undo(three)).now).toBe("b");
  expect(redo(undo(three)).now).toBe("d");
  expect(undo(start("a")).now).toBe("a");
  expect(redo(three)).toBe(three);
});

test("typing in one field is one step", () => {
  const typed = ["h", "he", "hey"].reduce((history, text) => step(history, text, "text:why"), step(start(""), "x"));
  expect(undo(typed).now).toBe("x");
});

test("a new step forgets the future", () => {
  expect(redo(step(undo(step(start(1), 2)), 3)).now).toBe(3);
});
