import { expect, test } from "vitest";

import { namesFor, type Language, type Shape } from "../language";
import { begun, wayOf, waysOf } from "./forms";

const LANGUAGE: Language = {
  $defs: { option: { type: "object", required: ["value"], properties: { value: { type: "string" } } } },
};
const OVERLAP: Shape = {
  anyOf: [
    { type: "integer", minimum: 1, title: "a number" },
    { type: "object", title: "from min to max", properties: { min: { type: "integer" } } },
  ],
  default: 1,
};
const ACTION: Shape = {
  anyOf: [
    { const: "warn" },
    { enum: ["suspend", "notify"] },
    { title: "suspend with", type: "object", required: ["suspend"], properties: { suspend: { type: "object" } } },
    { title: "skills with", type: "object", required: ["set_skill"], properties: { set_skill: { type: "object" } } },
  ],
};
const none = () => [];

test("a value that may be said in several ways says in which it is said", () => {
  const ways = waysOf(LANGUAGE, OVERLAP);
  expect(ways.map((way) => way.words)).toEqual(["a number", "from min to max"]);
  expect(wayOf(ways, 3)?.kind).toBe("number");
  expect(wayOf(ways, { min: 2 })?.words).toBe("from min to max");
  const actions = waysOf(LANGUAGE, ACTION);
  expect(actions.map((way) => way.words)).toEqual(["warn", "suspend", "notify", "suspend with", "skills with"]);
  expect(wayOf(actions, "suspend")?.kind).toBe("word");
  expect(wayOf(actions, { set_skill: { law: 2 } })?.words).toBe("skills with");
  const flag = waysOf(LANGUAGE, { anyOf: [{ type: "boolean" }, { type: "string", title: "under a condition" }] });
  expect(flag.map((way) => way.words)).toEqual(["yes", "no", "under a condition"]);
  expect(wayOf(flag, "tone == 'curt'")?.words).toBe("under a condition");
  expect(wayOf(waysOf(LANGUAGE, { $ref: "#/$defs/option" }), { value: "a" })?.kind).toBe("parts");
});

test("a new value is as right as it can be: names that there are, what is usual, what is needed of its parts", () => {
  const rule: Shape = {
    type: "object",
    required: ["show", "of", "do", "when"],
    properties: {
      show: { oneOf: [{ const: "share" }, { const: "mean" }] },
      of: { type: "string", "x-begins": ["questions"] },
      do: { type: "array", minItems: 1, items: ACTION },
      when: { type: "string", examples: ["value < 0.7"] },
      title: { type: "string" },
    },
  };
  const project = { fields: { reply: {} }, questions: { tone: {}, why: {} }, stages: [{ name: "first" }] };
  const names = (of: readonly string[]) => namesFor(project, ["results"], of);
  expect(begun(LANGUAGE, rule, names)).toEqual({ show: "share", of: "tone", do: ["warn"], when: "value < 0.7" });
  expect(begun(LANGUAGE, OVERLAP, none)).toBe(1);
  expect(namesFor(project, ["questions", "why", "of"], ["fields", "earlier"])).toEqual(["reply", "tone"]);
  expect(namesFor(project, ["stages", 0, "next"], ["stages", "done"])).toEqual(["first", "done"]);
  expect(namesFor({}, [], ["stages", "questions"])).toEqual(["annotate"]);
});
