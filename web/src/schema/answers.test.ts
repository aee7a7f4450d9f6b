import { beforeAll, expect, test } from "vitest";

import type { Answers, RecordShape, Spec } from "../api/shapes";
import { asked, lacks, toSubmit, withAnswer, type Asked } from "./answers";
import { loadConditions } from "./conditions";

beforeAll(loadConditions);

const spec: Spec = {
  name: "support",
  purpose: "evaluation",
  fields: { replies: { type: "candidates" } },
  questions: {
    better: { type: "preference", of: "replies", scale: 7, tie: true, both_bad: true },
    tone: {
      type: "label",
      each: "replies",
      options: [{ value: "kind" }, { value: "curt" }],
      justification: "optional",
    },
    reason: { type: "text", each: "replies", visible_if: "tone == 'curt'" },
    problems: {
      type: "labels",
      options: [{ value: "vague" }, { value: "wrong" }],
      required: "better.winner == 'both_bad'",
    },
    extra: { type: "text", required: false, allow_cannot_assess: true },
    only: { type: "rating", each: "replies", where: "index == 1", min: 1, max: 5, justification: "required" },
  },
  stages: [{ name: "annotate" }, { name: "review", questions: ["better"] }],
};
const record: RecordShape = {
  id: "r1",
  values: {
    replies: [
      { id: "b", text: "one" },
      { id: "a", text: "two" },
    ],
  },
};

const keys = (answers: Answers, stage = "annotate") => asked(spec, stage, record, answers).map((one) => one.key);
const find = (answers: Answers, key: string) =>
  asked(spec, "annotate", record, answers).find((one) => one.key === key) as Asked;

test("a stage asks its questions, of each element where they say so", () => {
  expect(keys({})).toEqual(["better", "tone/b", "tone/a", "problems", "extra", "only/a"]);
  expect(keys({}, "review")).toEqual(["better"]);
});

test("a condition opens a question for the one element that it holds for", () => {
  expect(keys({ tone: { b: { value: "curt" }, a: { value: "kind" } } })).toContain("reason/b");
  expect(keys({ tone: { b: { value: "curt" }, a: { value: "kind" } } })).not.toContain("reason/a");
});

test("what is no answer, or one that does not fit, opens nothing", () => {
  expect(keys({ tone: { b: { na: "not_applicable" } } })).not.toContain("reason/b");
  expect(keys({ tone: { b: { value: "unheard of" } } })).not.toContain("reason/b");
});

test("a question may be needed on a condition only", () => {
  expect(find({}, "problems").required).toBe(false);
  expect(find({ better: { value: { winner: "both_bad" } } }, "problems").required).toBe(true);
});

test("what is missing, unfinished or without its reason is said", () => {
  const answers: Answers = { only: { a: { value: 3 } }, better: { value: { winner: "a" } } };
  expect(lacks(find(answers, "tone/b"), answers)).toBe("missing");
  expect(lacks(find(answers, "only/a"), answers)).toBe("why");
  expect(lacks(find(answers, "better"), answers)).toBe("missing"); // a strength is asked
  expect(lacks(find(answers, "extra"), answers)).toBe(null);
  const said: Answers = { extra: { na: "cannot_assess" }, better: { value: { winner: "a", strength: 2 } } };
  expect(lacks(find(said, "extra"), said)).toBe(null);
  expect(lacks(find(said, "better"), said)).toBe(null);
});

test("only what is asked now is sent, without empty reasons", () => {
  const answers: Answers = {
    better: { value: { winner: "a", strength: 1 } },
    tone: { b: { value: "kind", why: "  " }, a: { value: "curt", why: "short" } },
    reason: { b: { value: "was asked before" }, a: { value: "rude words" } },
    extra: { why: "nothing said" },
  };
  expect(toSubmit(asked(spec, "annotate", record, answers), answers)).toEqual({
    better: { value: { winner: "a", strength: 1 } },
    tone: { b: { value: "kind" }, a: { value: "curt", why: "short" } },
    reason: { a: { value: "rude words" } },
  });
});

test("an answer is put in its place and taken away, the others stay", () => {
  const one = find({}, "tone/b");
  const there = withAnswer({ extra: { value: "x" } }, one, { value: "kind" });
  expect(there).toEqual({ extra: { value: "x" }, tone: { b: { value: "kind" } } });
  expect(withAnswer(there, one, undefined)).toEqual({ extra: { value: "x" } });
});

test("what a question may know stays as it is while others are answered, unless it hangs on their answers", () => {
  const tied: Spec = {
    ...spec,
    questions: {
      claims: { type: "items", of: "replies", ask: { kept: { type: "marks", of: "replies" } } },
      flaws: { type: "marks", of: "replies", ask: { why: { type: "text" } } },
      ties: { type: "links" },
      bound: { type: "marks", of: "replies", ask: { to: { type: "links" } } },
      which: { type: "label", of: "replies", options: { from: "claims" } },
      each: { type: "marks", of: "replies", each: "replies" },
    },
  };
  const before = asked(tied, "annotate", record, {});
  const after = asked(tied, "annotate", record, { claims: { value: [{ id: "c1", text: "first" }] } });
  const kept = after.filter((one, at) => one.context === before[at]?.context).map((one) => one.key);
  expect(kept).toEqual(["claims", "flaws", "each/b", "each/a"]);
  expect(after.find((one) => one.key === "which")?.context.choices.options).toEqual(["c1"]);
});
