import { expect, test } from "vitest";

import { ledger } from "./ledger";
import { failed, told, type Step } from "./steps";
import { placed, totals } from "./tree";
import { timeWords } from "./words";

const step = (id: string, parent?: string, more: Partial<Step> = {}): Step => ({
  id,
  kind: "message",
  ...(parent ? { parent } : {}),
  ...more,
});

test("a chain stays at one depth, parallel calls are branches, and their results know what they answer", () => {
  const rows = placed([
    step("plan"),
    step("a", "plan"),
    step("b", "plan"),
    step("rb", "b"),
    step("ra", "a"),
    step("end"),
  ]);
  expect(rows.map((row) => row.depth)).toEqual([0, 1, 1, 1, 1, 0]);
  expect(rows.map((row) => row.branch?.n)).toEqual([undefined, 1, 2, undefined, undefined, undefined]);
  expect(rows.map((row) => row.answers)).toEqual([undefined, undefined, 0, undefined, 1, undefined]);
});

test("parents that are not there, come later or go round in circles do no harm, and are said", () => {
  const rows = placed([step("a", "b"), step("b", "a"), step("c", "c"), step("d", "nowhere")]);
  expect(rows.map((row) => row.depth)).toEqual([0, 0, 0, 0]);
  expect(rows.map((row) => row.lost ?? false)).toEqual([true, false, true, true]);
});

test("thousands of nested branches are not indented out of the page, and take no time", () => {
  const steps = Array.from({ length: 5000 }, (_, at) =>
    step(`s${at}`, at ? `s${Math.floor((at - 1) / 2)}` : undefined),
  );
  expect(Math.max(...placed(steps).map((row) => row.depth))).toBe(6);
});

test("what a run came to: time, tokens, cost, failures; nothing where nothing is known", () => {
  const steps = [
    step("a", undefined, { started_at: "2026-11-23T10:00:00Z", tokens: { in: 10, out: 2 }, cost: 0.25 }),
    step("b", undefined, { ended_at: "2026-11-23T10:01:30Z", tokens: 5, error: "no" }),
  ];
  expect(totals(steps, failed)).toEqual({ failed: 1, seconds: 90, tokensIn: 10, tokensOut: 7, cost: 0.25 });
  expect(totals([step("a")], failed)).toEqual({ failed: 0, seconds: null, tokensIn: 0, tokensOut: 0, cost: null });
  expect([timeWords(0.25), timeWords(90), timeWords(7300)]).toEqual(["0.25 s", "1 min 30 s", "2 h 2 min"]);
});

test("the ledger joins writes and reads of one fact", () => {
  const facts = ledger([
    step("1", undefined, { kind: "memory_write", args: { key: "seat", value: "aisle" } }),
    step("2", undefined, { kind: "memory_write", content: "Quiet places" }),
    step("3", undefined, { kind: "memory_read", args: { key: "seat" }, result: "aisle" }),
    step("4", undefined, { kind: "memory_read", result: "quiet places" }),
    step("5", undefined, { kind: "memory_read", args: { query: "budget" } }),
  ]);
  expect(facts).toEqual([
    { words: "aisle", written: [0], read: [2] },
    { words: "Quiet places", written: [1], read: [3] },
    { words: "budget", written: [], read: [4] },
  ]);
});

test("every part of a step knows where it stands in its text", () => {
  const one = told(
    step("s", undefined, {
      content: [{ type: "text", text: "a" }, { type: "image_url" }, { type: "text", text: "b" }],
      tool: "find",
      args: { q: 1 },
      result: "r",
      error: { code: 5 },
    }),
  );
  expect(one.text).toBe('a\nb\nfind({"q": 1})\nr\n{"code": 5}');
  for (const part of [...one.content.filter((each) => each.text), one.args, one.result, one.error]) {
    expect(part && one.text.slice(part.start, part.start + part.text.length)).toBe(part?.text);
  }
});
