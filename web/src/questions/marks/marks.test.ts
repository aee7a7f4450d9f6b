import { beforeAll, expect, test } from "vitest";

import type { Answers, Json, Spec } from "../../api/shapes";
import { asked, lacks, toSubmit } from "../../schema/answers";
import { bareContext } from "../../schema/bare";
import { astray, inTheWay, together, type Mark } from "./marks";
import { loadConditions } from "../../schema/conditions";

beforeAll(loadConditions);

const REPLY = "Refunds take 90 days 😀 and cost 5 euro. Or not.";
const spec: Spec = {
  name: "marks",
  purpose: "evaluation",
  fields: { reply: { type: "text", segments: "sentence" }, replies: { type: "candidates" } },
  questions: {
    issues: {
      type: "marks",
      of: "reply",
      labels: [{ value: "invented" }, { value: "vague" }],
      ask: {
        severity: { type: "rating", min: 1, max: 4 },
        fix: { type: "text", visible_if: "label == 'invented' && severity >= 3" },
      },
    },
    each: { type: "marks", of: "replies", each: "replies", draw: ["span"], in_parts: false, required: false },
  },
  stages: [{ name: "annotate" }],
};
const record = {
  id: "r",
  values: {
    reply: REPLY,
    replies: [
      { id: "a", text: "Yes 😀." },
      { id: "b", text: "No." },
    ],
  },
};

function mark(id: string, quote: string, more: object = {}): Mark {
  const start = [...REPLY.slice(0, REPLY.indexOf(quote))].length;
  const anchor = { at: "reply", start, end: start + [...quote].length, quote };
  return { id, anchor, label: "vague", answers: { severity: { value: 1 } }, ...more };
}

const given = (...marks: readonly object[]): Answers => ({ issues: { value: marks as unknown as Json } });
const lack = (answers: Answers, key = "issues") => {
  const one = asked(spec, "annotate", record, answers).find((each) => each.key === key);
  return one && lacks(one, answers);
};

test("marks with all that is asked of them may be sent, in code points", () => {
  expect(lack({})).toBe("missing");
  expect(lack(given())).toBe(null);
  expect(lack(given(mark("m1", "90 days"), mark("m2", "😀 and"), mark("m3", "euro. Or")))).toBe(null);
});

test.each([
  ["no label", mark("m1", "90 days", { label: undefined })],
  ["a label that is none", mark("m1", "90 days", { label: "vagu" })],
  ["nothing said within", mark("m1", "90 days", { answers: {} })],
  ["a quote that is not there", mark("m1", "90 days", { anchor: { at: "reply", start: 0, end: 7, quote: "90 days" } })],
  ["UTF-16 for code points", mark("m1", "x", { anchor: { at: "reply", start: 24, end: 27, quote: "and" } })],
  ["a place elsewhere", mark("m1", "x", { anchor: { at: "replies/a", start: 0, end: 3, quote: "Yes" } })],
  ["a condition that opens a question", mark("m1", "90", { label: "invented", answers: { severity: { value: 3 } } })],
  ["a box", mark("m1", "x", { anchor: { at: "reply", box: [0, 0, 1, 1] } })],
])("%s keeps them", (_, one) => {
  expect(lack(given(one))).toBe("missing");
});

test("marks that overlap or are the same keep them, unless the project lets them", () => {
  const [one, other, apart] = [mark("m1", "90 days"), mark("m2", "days 😀"), mark("m3", "cost")];
  expect(lack(given(one, other))).toBe("missing");
  expect(lack(given(one, apart))).toBe(null);
  const question = { name: "q", type: "marks", overlap: true };
  expect(together([one, other], question)).toBe(true);
  expect(together([one, { ...one, id: "m9" }], question)).toBe(false);
  expect(inTheWay([one], { anchor: other.anchor }, question)).toBe(undefined);
  expect(inTheWay([one], { anchor: other.anchor }, { name: "q", type: "marks" })).toBe(one);
});

test("parts of two marks may lie between each other where marks are apart", () => {
  const parted = (id: string, ranges: [number, number][]): Mark => ({ id, anchor: { at: "t", ranges, quote: "" } });
  const question = { name: "q", type: "marks" };
  expect(
    together(
      [
        parted("a", [
          [0, 2],
          [8, 9],
        ]),
        parted("b", [[4, 6]]),
      ],
      question,
    ),
  ).toBe(true);
  expect(
    together(
      [
        parted("a", [
          [0, 2],
          [5, 9],
        ]),
        parted("b", [[4, 6]]),
      ],
      question,
    ),
  ).toBe(false);
});

test("asked of each element, a mark lies in that element, in one piece, and is no whole element", () => {
  const at = (anchor: object): Answers => ({ each: { a: { value: [{ id: "m1", anchor }] as unknown as Json } } });
  const fits = { at: "replies/a", start: 4, end: 5, quote: "😀" };
  expect(lack(at(fits), "each/a")).toBe(null);
  expect(lack(at({ at: "replies/b", start: 0, end: 2, quote: "No" }), "each/a")).toBe("unfinished");
  expect(lack(at({ at: "replies/a" }), "each/a")).toBe("unfinished");
  expect(
    lack(
      at({
        at: "replies/a",
        ranges: [
          [0, 1],
          [4, 5],
        ],
        quote: "Y … 😀",
      }),
      "each/a",
    ),
  ).toBe("unfinished");
});

test("what is sent has no answers to questions that a mark does not ask any more", () => {
  const answers = given(mark("m1", "90 days", { answers: { severity: { value: 1 }, fix: { value: "30 days" } } }));
  expect(toSubmit(asked(spec, "annotate", record, answers), answers)).toEqual(given(mark("m1", "90 days")));
});

test("marks whose text moved or is gone are told", () => {
  const marks = [
    mark("m1", "90 days"),
    mark("m2", "x", { anchor: { at: "reply", start: 12, end: 16, quote: "cost" } }),
    mark("m3", "x", { anchor: { at: "reply", start: 0, end: 4, quote: "gone" } }),
    mark("m4", "x", { anchor: { at: "nowhere", start: 0, end: 4, quote: "cost" } }),
  ];
  const context = bareContext({ resolve: (at) => (at === "reply" ? { at, text: REPLY } : null) });
  expect([...astray(marks, context)].map(([id, one]) => [id, one.is, one.anchor.start])).toEqual([
    ["m2", "moved", 27],
    ["m3", "lost", 0],
    ["m4", "lost", 0],
  ]);
});
