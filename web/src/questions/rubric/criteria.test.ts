import { expect, test } from "vitest";

import { bareContext } from "../../schema/bare";
import type { Question } from "../../schema/kinds";
import { binding, fits, nextCriterion, pointsOf, settle, total, type Rubric } from "./criteria";

const none = bareContext();
const points: Question = {
  name: "quality",
  type: "rubric",
  criteria: [{ name: "cites", weight: 3 }, { name: "polite" }],
  why: "required",
};
const list: Question = { name: "met", type: "rubric", scale: "checklist", criteria: { from: "meta.rules" } };
const rules = bareContext({ choices: { criteria: ["short", "no table"] }, words: { criteria: { short: "short" } } });
const value = (cites: number, polite: number, why = "read"): Rubric => ({
  cites: { score: cites, why },
  polite: { score: polite, why },
});

test("every criterion is scored on the scale, with a reason where one is asked", () => {
  expect(fits(value(4, 0) as never, points, none)).toBe(true);
  expect(fits(value(4, 5) as never, points, none)).toBe(false);
  expect(fits(value(4, 0, " ") as never, points, none)).toBe(false);
  expect(fits({ cites: { score: 1, why: "x" } }, points, none)).toBe(false);
  expect(fits({ ...value(1, 1), rude: { score: 1, why: "x" } } as never, points, none)).toBe(false);
});

test("a checklist says met, partly, not met, not applicable; its criteria may come with the record", () => {
  expect(pointsOf(list).map((point) => [point.key, point.score])).toEqual([
    ["1", "met"],
    ["2", "partly"],
    ["3", "not_met"],
    ["0", "not_applicable"],
  ]);
  expect(fits({ short: { score: "met" }, "no table": { score: "not_applicable" } }, list, rules)).toBe(true);
  expect(fits({ short: { score: "met" }, "no table": { score: "mostly" } }, list, rules)).toBe(false);
  expect(nextCriterion(list, rules, { short: { score: "met" } })?.name).toBe("no table");
});

test("a project's own keys go first", () => {
  expect(pointsOf({ ...list, hotkeys: { met: "y", not_met: "f" } }).map((point) => point.key)).toEqual([
    "y",
    "2",
    "f",
    "0",
  ]);
});

test("the total is the weighted mean, as on the server; what is not applicable is left out", () => {
  expect(total(value(4, 0), points, none)).toBe(0.75);
  expect(total({ short: { score: "partly" }, "no table": { score: "not_applicable" } }, list, rules)).toBe(0.5);
  expect(total({ short: { score: "not_applicable" } }, list, rules)).toBe(null);
  expect(binding(value(4, 0), points, none)).toEqual({ total: 0.75, scores: { cites: 4, polite: 0 } });
});

test("reasons that nobody asked for, or that are empty, are not sent", () => {
  expect(settle({ short: { score: "met", why: "x" } }, list)).toEqual({ short: { score: "met" } });
  expect(settle({ a: { score: 1, why: " " } }, { ...points, why: "optional" })).toEqual({ a: { score: 1 } });
});
