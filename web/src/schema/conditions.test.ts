import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";

import type { Json } from "../api/shapes";
import { conditionsReady, doubled, holds, loadConditions } from "./conditions";

interface Vector {
  readonly expression: string;
  readonly names: readonly string[];
  readonly bindings: Record<string, Json>;
  readonly result: boolean;
}

beforeAll(async () => {
  const within = { claims: { type: "items", ask: { why: { type: "text", visible_if: "value.size() > 1" } } } };
  expect(conditionsReady({ tone: { type: "label", required: true } })).toBe(true);
  expect(conditionsReady(within)).toBe(false);
  expect(() => holds("true", {})).toThrow("before they are loaded");
  await loadConditions();
  expect(conditionsReady(within)).toBe(true);
});

// one file for Python (tests/schema/test_conditions.py) and the browser
const vectors = JSON.parse(readFileSync("../tests/vectors/conditions.json", "utf8")) as Vector[];

test.each(vectors)(
  "$expression with $bindings is $result, as on the server",
  ({ expression, names, bindings, result }) => {
    const all = Object.fromEntries(names.map((name) => [name, bindings[name] ?? null]));
    expect(holds(expression, { ...all, ...bindings })).toBe(result);
  },
);

test("whole numbers are doubles, an index stays whole, text stays text", () => {
  expect(doubled("score + 1 > 4 && steps[0].kind == 'a1' && q2 in [1, 2]")).toBe(
    "score + 1.0 > 4.0 && steps[0].kind == 'a1' && q2 in [1.0, 2.0]",
  );
});

test("a condition that cannot be read does not hold", () => {
  expect(holds("tone ==", { tone: "x" })).toBe(false);
});
