import { expect, test } from "vitest";

import type { Answers, Json, Spec } from "../../api/shapes";
import { asked, lacks } from "../../schema/answers";
import { bareContext } from "../../schema/bare";
import { astray, endWords, placed, together, twin, type Link } from "./links";

const spec: Spec = {
  name: "links",
  purpose: "evaluation",
  fields: { reply: { type: "text" }, policy: { type: "candidates" } },
  questions: {
    claims: { type: "items", anchor: "none" },
    support: { type: "links", types: [{ value: "on" }, { value: "against" }], draw: ["span", "element"] },
    same: { type: "links", directed: false, required: false },
  },
  stages: [{ name: "annotate" }],
};
const record = { id: "r", values: { reply: "It takes 😀 30 days.", policy: [{ id: "p", text: "Within 30 days." }] } };
const from = { at: "reply", start: 9, end: 10, quote: "😀" };
const to = { at: "policy/p", start: 7, end: 14, quote: "30 days" };
const link = (more: object = {}): Link => ({ id: "l1", from, to, type: "on", ...more });
const claims = { claims: { value: [{ id: "c1", text: "It takes 30 days" }] as unknown as Json } };

function lack(links: readonly object[], name = "support") {
  const answers: Answers = { ...claims, [name]: { value: links as unknown as Json } };
  const one = asked(spec, "annotate", record, answers).find((each) => each.key === name);
  return one && lacks(one, answers);
}

test("a link may tie words to words, to a whole answer, and to what another question made", () => {
  expect(lack([link()])).toBe(null);
  expect(lack([link({ to: { at: "policy/p" } })])).toBe(null);
  expect(lack([link({ to: { at: "claims/c1" } })])).toBe(null);
  expect(lack([])).toBe(null);
});

test.each([
  ["no type", link({ type: undefined })],
  ["a type that is none", link({ type: "onn" })],
  ["the same end twice", link({ to: from })],
  ["an end that is not there", link({ to: { at: "claims/c9" } })],
  ["a quote that is not there", link({ to: { ...to, quote: "90 days" } })],
])("%s keeps it", (_, one) => {
  expect(lack([one])).toBe("missing");
});

test("a link is there once, either way round where there is no direction", () => {
  const [one, turned] = [link(), link({ id: "l2", from: to, to: from })];
  expect(together([one, turned], { name: "q", type: "links" })).toBe(true);
  expect(together([one, turned], { name: "q", type: "links", directed: false })).toBe(false);
  expect(together([one, link({ id: "l3" })], { name: "q", type: "links" })).toBe(false);
  expect(twin([one], { from: to, to: from, type: "on" }, { name: "q", type: "links", directed: false })).toBe(one);
  expect(twin([one], { from, to, type: "against" }, { name: "q", type: "links" })).toBe(undefined);
});

test("ends whose text moved are put where it is, those lost are told", () => {
  const text = "So: 😀 it is, within 30 days.";
  const context = bareContext({ resolve: (at) => (at === "reply" ? { at, text } : null) });
  const moved = link({ to: { at: "reply", start: 0, end: 7, quote: "30 days" } });
  expect([...astray([moved, link({ id: "l2" })], context)]).toEqual([
    ["l1", "moved"],
    ["l2", "lost"],
  ]);
  expect(placed(moved, context)).toMatchObject({ from: { start: 4 }, to: { start: 20 } });
});

test("an end is called by its quote, else by what lies there, else by its name", () => {
  const context = bareContext({ resolve: (at) => (at === "claims/c1" ? { at, text: "It\n takes" } : null) });
  expect(endWords(from, context)).toBe("😀");
  expect(endWords({ at: "claims/c1" }, context)).toBe("It takes");
  expect(endWords({ at: "run/s1" }, context)).toBe("run/s1");
  expect(endWords({ at: "t", start: 0, end: 99, quote: "x".repeat(99) }, context)).toBe(`${"x".repeat(80)} …`);
});
