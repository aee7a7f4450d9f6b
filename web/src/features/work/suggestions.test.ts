import { beforeAll, expect, test } from "vitest";

import type { Assignment, Spec, Suggestion } from "../../api/shapes";
import { asked } from "../../schema/answers";
import { hiddenSuggestions, openSuggestions, prefilled, withEvent } from "./suggestions";
import { loadConditions } from "../../schema/conditions";

beforeAll(loadConditions);

const options = [{ value: "ok" }, { value: "wrong" }];
const spec: Spec = {
  name: "steps",
  purpose: "evaluation",
  fields: { run: { type: "chat" } },
  questions: {
    step: { type: "label", each: "run", options, suggestions: "prefill" },
    why: { type: "text", each: "run", visible_if: "step == 'wrong'", suggestions: "prefill" },
    tone: { type: "label", options, suggestions: "hint" },
    secret: { type: "label", options, suggestions: "hidden" },
  },
  stages: [{ name: "annotate" }],
};
const suggestions: Suggestion[] = [
  { question: "step", element: "m1", value: "unheard of", agent: "judge-x" },
  { question: "step", element: "m1", value: "wrong", agent: "judge-y" },
  { question: "step", element: "m2", value: "ok" },
  { question: "why", element: "m1", value: "too short" },
  { question: "why", element: "m2", value: "not asked of this one" },
  { question: "tone", value: "ok" },
  { question: "secret", value: "ok" },
];
const messages = ["m1", "m2"].map((id) => ({ id, role: "user", content: id }));
const assignment = {
  record: { id: "r", values: { run: messages }, suggestions },
  stage: "annotate",
} as unknown as Assignment;

test("suggestions fill in what they fit, and what that opens; one that does not fit is passed over", () => {
  expect(prefilled(spec, assignment)).toEqual({
    step: { m1: { value: "wrong" }, m2: { value: "ok" } },
    why: { m1: { value: "too short" } },
  });
});

test("a hint is shown until there is an answer; hidden ones only once they were opened, which is noted once", () => {
  const all = asked(spec, "annotate", assignment.record, {});
  const of = (name: string) => all.filter((one) => one.question.name === name);
  expect(of("tone").map((one) => openSuggestions(one, undefined).length)).toEqual([1]);
  expect(of("tone").map((one) => openSuggestions(one, { value: "wrong" }).length)).toEqual([0]);
  expect(of("secret").map((one) => openSuggestions(one, undefined).length)).toEqual([0]);
  const [secret] = of("secret");
  if (!secret) throw new Error("it is asked");
  expect(hiddenSuggestions(secret, undefined, [])).toBe(1);
  expect(hiddenSuggestions(secret, { value: "wrong" }, [])).toBe(0);
  const opened = withEvent([], secret, "opened", 4);
  expect(opened).toEqual([{ did: "opened", question: "secret", after: 4 }]);
  expect(withEvent(opened, secret, "opened", 9)).toBe(opened);
  expect(openSuggestions(secret, undefined, opened)).toHaveLength(1);
  expect(hiddenSuggestions(secret, undefined, opened)).toBe(0);
  const taken = withEvent(opened, secret, "taken", 6, { question: "secret", value: "ok", agent: "judge-x" });
  expect(taken.at(-1)).toEqual({ did: "taken", question: "secret", agent: "judge-x", after: 6 });
});
