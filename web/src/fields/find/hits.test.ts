import { expect, test } from "vitest";

import type { Spec } from "../../api/shapes";
import { hitsIn, textsOf } from "./hits";

const spec = {
  fields: { story: { type: "text" }, ticket: { type: "chat" }, page: { type: "html" }, more: { type: "unknown" } },
} as unknown as Spec;
const record = {
  id: "r",
  values: {
    story: "One fish,\n two Fish 😀 (fish)",
    ticket: [{ id: "m1", role: "user", content: "a fish?" }],
    page: "<p>fish</p>",
  },
};

test("words are found in every field, whatever their case, in the page's order", () => {
  const hits = hitsIn(textsOf(spec, record), "fish");
  expect(hits.map((hit) => hit.at)).toEqual(["story", "story", "story", "ticket/m1"]);
  for (const hit of hits.slice(0, 3)) expect(record.values.story.slice(hit.from, hit.to).toLowerCase()).toBe("fish");
});

test("blanks match line ends, and signs are only signs", () => {
  expect(hitsIn(textsOf(spec, record), "fish, two")).toHaveLength(1);
  expect(hitsIn(textsOf(spec, record), "(fish)")).toHaveLength(1);
  expect(hitsIn(textsOf(spec, record), "[a-z]+-/")).toEqual([]);
  expect(hitsIn(textsOf(spec, record), "  ")).toEqual([]);
});
