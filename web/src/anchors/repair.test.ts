import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { isAnchor, quoteOf, piecesOf, type Anchor } from "./anchor";
import { pointsOf } from "../schema/offsets";
import { repair } from "./repair";

interface Vector {
  readonly why: string;
  readonly text: string;
  readonly anchor: Anchor;
  readonly is: "whole" | "moved" | "lost";
  readonly moved?: Anchor;
}

// one file for Python (tests/schema/test_repair.py) and the browser
const vectors = JSON.parse(readFileSync("../tests/vectors/anchors.json", "utf8")) as Vector[];

test.each(vectors)("$why: $is, as on the server", ({ text, anchor, is, moved }) => {
  const repaired = repair(anchor, text);
  expect(repaired).toEqual({ is, anchor: moved ?? anchor });
  if (is === "moved" && isAnchor({ ...repaired.anchor } as never)) {
    expect(quoteOf(pointsOf(text), piecesOf(repaired.anchor))).toBe(repaired.anchor.quote);
    expect(repair(repaired.anchor, text).is).toBe("whole");
  }
});
