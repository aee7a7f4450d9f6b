import { expect, test } from "vitest";

import type { StageDef } from "../../api/shapes";
import { drawingOf, movesOf } from "./layout";

const stages: StageDef[] = [
  { name: "write", cycles: 3, next: [{ to: "check" }] },
  {
    name: "check",
    kind: "review",
    next: [
      { to: "write", when: "verdict == 'return'" },
      { to: "expert", when: "hours > 48" },
      { to: "rejected", when: "verdict == 'reject'" },
    ],
  },
  { name: "expert" },
];

test("every move is drawn once, and what happens where none holds", () => {
  expect(movesOf(stages).map(({ from, to, move }) => `${from}>${to}${move ? "" : "?"}`)).toEqual([
    "write>check",
    "check>write",
    "check>expert",
    "check>rejected",
    "check>done?",
    "expert>done",
  ]);
});

test("stages stand in their order, ways back on the left, skips on the right, and no two arcs lie over each other", () => {
  const { nodes, edges, width } = drawingOf(stages);
  expect(nodes.map((one) => one.name)).toEqual(["write", "check", "expert", "done", "rejected"]);
  expect([...nodes].sort((a, b) => a.y - b.y)).toEqual(nodes);
  expect(edges.map((one) => one.way)).toEqual(["down", "back", "down", "skip", "skip", "down"]);
  const skips = edges.filter((one) => one.way === "skip").map((one) => one.at[0]);
  expect(new Set(skips).size).toBe(2);
  expect(Math.max(...skips)).toBeLessThan(width);
  expect(edges.find((one) => one.way === "back")?.at[0]).toBeLessThan(nodes[0]?.x ?? 0);
});
