import { expect, test } from "vitest";

import type { Json } from "../../api/shapes";
import { bareContext } from "../../schema/bare";
import { type } from "./index";
import { changesOf, counted, stepsOf } from "./changes";
import { inserted, kept, moved, partsOf, without, written, type Part } from "./parts-list";

const text = (changes: ReturnType<typeof changesOf>, without_: "added" | "removed") =>
  changes
    .filter((one) => one.kind !== without_)
    .map((one) => one.text)
    .join("");

test("changes are whole words, and both texts can be read off them", () => {
  for (const [before, after] of [
    ["The line was moved east.", "The old line was moved west."],
    ["条约于1494年签署。", "条约于1495年签署。"],
    ["", "new"],
    ["gone", ""],
    ["same", "same"],
    ["هذا النص خاطئ", "هذا النص صحيح"],
  ] as const) {
    const changes = changesOf(before, after);
    expect(text(changes, "added")).toBe(before);
    expect(text(changes, "removed")).toBe(after);
  }
  const changes = changesOf("moved east.", "moved west.");
  expect(changes).toEqual([
    { kind: "same", text: "moved " },
    { kind: "removed", text: "east" },
    { kind: "added", text: "west" },
    { kind: "same", text: "." },
  ]);
  expect(counted(changes)).toEqual({ added: 1, removed: 1 });
});

test("words that changed beside each other are one change, and what both begin and end with is none", () => {
  expect(changesOf("Take photos and send them. We will see.", "I am sorry about the roses. You will hear.")).toEqual([
    { kind: "removed", text: "Take photos and send them. We" },
    { kind: "added", text: "I am sorry about the roses. You" },
    { kind: "same", text: " will " },
    { kind: "removed", text: "see" },
    { kind: "added", text: "hear" },
    { kind: "same", text: "." },
  ]);
});

const part = (id: string, more: Record<string, Json> = {}): Part => ({ id, kind: "message", content: id, ...more });
const run = [part("a"), part("b", { parent: "a" }), part("c", { parent: "b" }), part("d", { parent: "c" })];
const said = (after: readonly Part[]) =>
  stepsOf(run, after).map((one) => `${one.part.id} ${one.kind}${one.moved ? " moved" : ""}`);

test("each step is the same, edited, inserted, moved, or removed where it stood", () => {
  const { parts, id } = inserted(run, "b");
  expect(parts.map((one) => one.id)).toEqual(["a", "b", id, "c", "d"]);
  expect(said(parts)).toEqual(["a same", "b same", "new1 added", "c same", "d same"]);
  expect(said(run.map((one) => (one.id === "c" ? { ...one, content: "x" } : one)))[2]).toBe("c edited");
  expect(said(without(run, "b"))).toEqual(["a same", "b removed", "c edited", "d same"]);
  expect(said(moved([part("a"), part("b")], "b", -1)).filter((one) => one.endsWith(" moved"))).toHaveLength(1);
});

test("a parent is always an earlier step", () => {
  expect(without(run, "b").find((one) => one.id === "c")?.parent).toBe("a");
  const up = moved(run, "c", -1); // now before its parent b
  expect(up.map((one) => [one.id, one.parent])).toEqual([
    ["a", undefined],
    ["c", "a"],
    ["b", "a"],
    ["d", "c"],
  ]);
  expect(moved(run, "a", -1)).toEqual(run);
});

test("arguments that are JSON stay JSON while they can", () => {
  expect(kept('{"city": "Lisbon"}', { city: "Porto" })).toEqual({ city: "Lisbon" });
  expect(kept('{"city": ', { city: "Porto" })).toBe('{"city": ');
  expect(kept("[1]", "was text")).toBe("[1]");
  expect(written({ a: 1 })).toBe('{\n "a": 1\n}');
  expect(partsOf([1])).toBe(null);
});

test("a rewrite says something, and something else where it must", () => {
  const context = bareContext({ original: "As it was." });
  const fits = (value: Json, more = {}) => type.fits(value, { name: "q", type: "rewrite", ...more }, context);
  expect(fits("As it was.")).toBe(true);
  expect(fits("As it was.", { must_change: true })).toBe(false);
  expect(fits("Better.", { must_change: true })).toBe(true);
  expect(fits("  ")).toBe(false);
  expect(fits([])).toBe(false);
  expect(fits("longer", { max_length: 3 })).toBe(false);
});
