import { expect, test } from "vitest";

import { bareContext } from "../schema/bare";
import type { Context, Question } from "../schema/kinds";
import { choicesOf, search } from "./options/options";
import { fits as fitsPreference, nextRow, pointsOf as preferencePoints } from "./preference/scale";
import { fits, pointsOf } from "./rating/scale";

const context = (ids: readonly string[] = []): Context =>
  bareContext({
    record: { id: "r", values: {} },
    of: ids.map((id) => ({ id })),
    choices: { options: ["s1", "s2"] },
  });
const question = (parameters: Record<string, unknown>): Question => ({ name: "q", type: "t", ...parameters });

test("a point of a scale has its own digit; larger scales count places", () => {
  expect(pointsOf(question({ min: 1, max: 5 })).map((point) => point.key)).toEqual(["1", "2", "3", "4", "5"]);
  expect(pointsOf(question({ min: 0, max: 4 })).map((point) => point.key)).toEqual(["0", "1", "2", "3", "4"]);
  expect(
    pointsOf(question({ min: 1, max: 10 }))
      .map((point) => point.key)
      .slice(8),
  ).toEqual(["9", "0"]);
  expect(pointsOf(question({ min: -1, max: 1, step: 0.5 })).map((point) => point.value)).toEqual([-1, -0.5, 0, 0.5, 1]);
});

test("0 stays free for 'does not apply' where that is allowed", () => {
  expect(pointsOf(question({ min: 0, max: 3, allow_na: true })).map((point) => point.key)).toEqual([
    "1",
    "2",
    "3",
    "4",
  ]);
});

test("a rating fits on its step and within its bounds", () => {
  expect(fits(2.5, question({ min: 0, max: 5, step: 0.5 }))).toBe(true);
  expect(fits(2.4, question({ min: 0, max: 5, step: 0.5 }))).toBe(false);
  expect(fits(6, question({ min: 0, max: 5 }))).toBe(false);
  expect(fits("3", question({}))).toBe(false);
});

test("options have keys while they are few, their own always; a taxonomy is its paths", () => {
  const tree = [{ value: "billing", options: [{ value: "refund" }, { value: "invoice" }] }, { value: "other" }];
  const choices = choicesOf(question({ options: tree, hotkeys: { other: "o" } }), context());
  expect(choices.map((one) => one.path)).toEqual(["billing/refund", "billing/invoice", "other"]);
  expect(choices.map((one) => one.key)).toEqual(["1", "2", "o"]);
  const twelve = Array.from({ length: 12 }, (_, at) => ({ value: `o${at}` }));
  expect(
    choicesOf(question({ options: twelve }), context())
      .map((one) => one.key)
      .slice(8),
  ).toEqual(["9", "a", "b", "c"]);
  expect(choicesOf(question({ options: tree, inner: true }), context())[0]?.path).toBe("billing");
  expect(choicesOf(question({ options: { from: "run" } }), context()).map((one) => one.path)).toEqual(["s1", "s2"]);
});

test("two letters find an option by the start of its words", () => {
  const options = ["lost card", "card arrival", "exchange rate", "ατμ"].map((value) => ({ value }));
  const choices = choicesOf(question({ options }), context());
  expect(search(choices, "ca").map((one) => one.path)).toEqual(["card arrival", "lost card"]);
  expect(search(choices, "ra ex")[0]?.path).toBe("exchange rate");
  expect(search(choices, "ατ")[0]?.path).toBe("ατμ");
  expect(search(choices, "")).toHaveLength(4);
});

test("A and B are places on the screen; what is stored is who stood there", () => {
  const asked = question({ scale: 7, tie: true, both_bad: true });
  const points = preferencePoints(asked, context(["b", "a"]));
  expect(points.map((point) => point.key)).toEqual(["1", "2", "3", "4", "5", "6", "7", "0"]);
  expect(points[0]?.choice).toEqual({ winner: "b", strength: 3 });
  expect(points[3]?.choice).toEqual({ winner: "tie" });
  expect(points[6]?.choice).toEqual({ winner: "a", strength: 3 });
  expect(points[7]?.choice).toEqual({ winner: "both_bad" });
});

test("a short scale asks no strength, more than two candidates have one point each", () => {
  expect(preferencePoints(question({ scale: 3 }), context(["a", "b"])).map((point) => point.choice)).toEqual([
    { winner: "a" },
    { winner: "tie" },
    { winner: "b" },
  ]);
  expect(preferencePoints(question({ scale: 2, tie: false }), context(["a", "b", "c"]))).toHaveLength(3);
});

test("aspects are asked one after another, and all are needed", () => {
  const asked = question({ scale: 3, dimensions: ["helpful", "clear"] });
  const half = { winner: "a", dimensions: { helpful: { winner: "tie" } } };
  expect(nextRow(asked, undefined)).toBe("");
  expect(nextRow(asked, half)).toBe("clear");
  expect(fitsPreference(half, asked, context(["a", "b"]))).toBe(false);
  const whole = { ...half, dimensions: { ...half.dimensions, clear: { winner: "b" } } };
  expect(fitsPreference(whole, asked, context(["a", "b"]))).toBe(true);
  expect(fitsPreference({ winner: "c" }, asked, context(["a", "b"]))).toBe(false);
});
