import { beforeAll, expect, test } from "vitest";

import type { Spec } from "../api/shapes";
import { lackingWithin, posedWithin, settledWithin, boundWithin, type Inner } from "./ask";
import { asked } from "./answers";
import { loadConditions } from "./conditions";

beforeAll(loadConditions);

const spec: Spec = {
  name: "claims",
  purpose: "evaluation",
  fields: { reply: { type: "text" }, policy: { type: "text", segments: "sentence" } },
  questions: {
    claims: {
      type: "labels",
      options: [{ value: "stands for a type that nests" }],
      ask: {
        verdict: { type: "label", options: [{ value: "supported" }, { value: "refuted" }] },
        passage: { type: "label", options: { from: "policy" }, required: "verdict == 'refuted'" },
        correction: { type: "text", visible_if: "verdict == 'refuted' && text.startsWith('Paris')", required: false },
        sure: { type: "rating", min: 1, max: 3, justification: "required", visible_if: "verdict != null" },
      },
    },
  },
  stages: [{ name: "annotate" }],
};
const record = { id: "r", values: { reply: "x", policy: "Refunds take a week. Ask us." } };
const [claims] = asked(spec, "annotate", record, {});
if (!claims) throw new Error("not asked");
const { question, context } = claims;
const own = { text: "Paris hosted in 1924" };
const names = (given: Inner) => posedWithin(question, own, given, context).map((one) => one.question.name);

test("what is asked of a part hangs on its own words and the answers before", () => {
  expect(names({})).toEqual(["verdict", "passage"]);
  expect(names({ verdict: { value: "supported" } })).toEqual(["verdict", "passage", "sure"]);
  expect(names({ verdict: { value: "refuted" } })).toEqual(["verdict", "passage", "correction", "sure"]);
  expect(names({ verdict: { value: "unheard of" } })).toEqual(["verdict", "passage"]);
});

test("each has its own context: choices come from what it names", () => {
  const passage = posedWithin(question, own, {}, context)[1];
  expect(passage?.context.choices.options).toEqual(["0", "1"]);
  expect(passage?.context.words.options?.["1"]).toBe("2 · Ask us.");
});

test("the next that lacks something is found, going round; a condition may make it needed", () => {
  const given: Inner = { verdict: { value: "refuted" }, sure: { value: 2 } };
  const posed = posedWithin(question, own, given, context);
  expect(lackingWithin(posed, given)?.question.name).toBe("passage");
  expect(lackingWithin(posed, given, "passage")?.question.name).toBe("sure"); // no reason yet
  const all: Inner = { ...given, passage: { value: "0" }, sure: { value: 2, why: "read it" } };
  expect(lackingWithin(posedWithin(question, own, all, context), all)).toBeUndefined();
});

test("only what is asked now is sent, and conditions see null for the rest", () => {
  const given: Inner = {
    verdict: { value: "supported" },
    correction: { value: "was asked before" },
    sure: { value: 3, why: "" },
  };
  expect(settledWithin(posedWithin(question, own, given, context), given)).toEqual({
    verdict: { value: "supported" },
    sure: { value: 3 },
  });
  expect(boundWithin(question, own, given, context)).toEqual({
    verdict: "supported",
    passage: null,
    correction: null,
    sure: 3,
  });
});
