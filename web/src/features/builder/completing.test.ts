import { expect, test } from "vitest";

import { optionsAt } from "./completing";
import type { Language } from "./language";

const LANGUAGE: Language = {
  properties: {
    name: { type: "string" },
    fields: { additionalProperties: { oneOf: [{ $ref: "#/$defs/field-text" }] } },
    questions: {
      additionalProperties: { oneOf: [{ $ref: "#/$defs/question-label" }, { $ref: "#/$defs/question-rating" }] },
    },
  },
  $defs: {
    "field-text": { properties: { type: { const: "text" }, format: { enum: ["plain", "markdown"] } } },
    "question-label": {
      properties: {
        type: { const: "label" },
        of: { "x-names": ["fields", "earlier"] },
        options: {},
        required: { type: "boolean" },
      },
    },
    "question-rating": { properties: { type: { const: "rating" }, of: {}, style: { enum: ["scale", "curve"] } } },
  },
};

function at(text: string): string[] {
  const caret = text.indexOf("|");
  const from = caret - (/[\w.-]*$/.exec(text.slice(0, caret))?.[0].length ?? 0);
  return optionsAt(LANGUAGE, text.replace("|", ""), from, caret).map((one) => one.label);
}

test("keys are those of the type that is written, less those that are there", () => {
  expect(at("name: x\n|")).toEqual(["fields", "questions"]);
  expect(at("questions:\n  tone:\n    type: label\n    |")).toEqual(["of", "options", "required"]);
  expect(at("questions:\n  tone: {type: rating, |}")).toEqual(["of", "style"]);
});

test("words are those that the schema has", () => {
  expect(at("questions:\n  tone: {type: |}")).toEqual(["label", "rating"]);
  expect(at("questions:\n  tone:\n    type: rat|")).toEqual(["label", "rating"]);
  expect(at("questions:\n  tone: {type: label, required: |}")).toEqual(["true", "false"]);
  expect(at("fields:\n  reply: {type: text, format: |}")).toEqual(["plain", "markdown"]);
});

test("what is judged is a field, or a question asked before", () => {
  expect(
    at("fields:\n  reply: {type: text}\nquestions:\n  a: {type: label}\n  b: {type: label, of: |}\n  c: {type: label}"),
  ).toEqual(["reply", "a"]);
});
