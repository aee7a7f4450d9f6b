import { expect, test } from "vitest";

import type { Answers, Spec } from "../../api/shapes";
import { spotsOf } from "./spots";

const spec = {
  name: "x",
  fields: { reply: { type: "text" } },
  questions: { issues: { type: "marks" }, claims: { type: "items" }, tone: { type: "label" } },
  stages: [],
} as unknown as Spec;

const mark = (id: string, start: number, end: number, label: string) => ({
  id,
  label,
  anchor: { at: "reply", start, end, quote: `${start}-${end}` },
});

const marks = (...value: ReturnType<typeof mark>[]): Answers => ({ issues: { value }, tone: { value: "warm" } });

test("marks that cover mostly the same are one place, told apart by what they are called", () => {
  const spots = spotsOf(spec, [
    marks(mark("m1", 40, 50, "slip"), mark("m2", 0, 10, "made up")),
    marks(mark("m1", 1, 10, "made up"), mark("m2", 41, 50, "made up"), mark("m3", 80, 90, "slip")),
  ]);
  expect(spots.map(({ quote, how }) => [quote, how])).toEqual([
    ["0-10", "same"],
    ["40-50", "named"],
    ["80-90", "some"],
  ]);
  expect(spots[2]?.by).toEqual([null, expect.objectContaining({ id: "issues/m3", label: "slip" })]);
});

test("who was not asked is no one who has nothing there, and who has nothing said so", () => {
  const [spot] = spotsOf(spec, [marks(mark("m1", 0, 10, "slip")), { tone: { value: "warm" } }, marks()]);
  expect(spot?.by.map((one) => (one === null ? null : typeof one))).toEqual(["object", "undefined", null]);
  expect(spot?.how).toBe("some");
  expect(spotsOf(spec, [marks(mark("m1", 0, 10, "slip")), { tone: { value: "warm" } }])[0]?.how).toBe("same");
});

test("claims go together by their words, and what is marked within them has places of its own", () => {
  const claim = (id: string, text: string, verdict: string, from: number): Answers => ({
    claims: {
      value: [
        {
          id,
          text,
          answers: { verdict: { value: verdict }, evidence: { value: [mark("m1", from, from + 20, "supports")] } },
        },
      ],
    },
  });
  const spots = spotsOf(spec, [claim("i1", "Paris hosted", "yes", 0), claim("i7", "paris hosted ", "no", 2)]);
  expect(spots.map(({ question, how }) => [question, how])).toEqual([
    ["claims", "named"],
    ["claims › evidence", "same"],
  ]);
});

test("a thousand marks of three people each are placed at once", () => {
  const many = (shift: number) =>
    marks(...Array.from({ length: 1000 }, (_, at) => mark(`m${at}`, at * 30 + shift, at * 30 + 20 + shift, "slip")));
  const spots = spotsOf(spec, [many(0), many(1), many(4)]);
  expect(spots).toHaveLength(1000);
  expect(spots.every(({ how }) => how === "same")).toBe(true);
});
