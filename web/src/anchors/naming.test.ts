import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";

import type { Answers, Json, Spec } from "../api/shapes";
import { asked, lacks, toSubmit } from "../schema/answers";
import { loadConditions } from "../schema/conditions";
import type { Anchor } from "./anchor";

interface Vector {
  readonly why: string;
  readonly of: string;
  readonly each?: string;
  readonly draw?: readonly string[];
  readonly element?: string;
  readonly anchor: Anchor;
  readonly stored: Anchor;
}

// one file for Python (tests/schema/test_naming.py) and the browser
const vectors = JSON.parse(readFileSync("../tests/vectors/places.json", "utf8")) as Vector[];
const record = {
  id: "r",
  values: {
    story: "Grüße 😀. He left. 東京 is far.",
    replies: [
      { id: "a", text: "Yes." },
      { id: "b", text: "No." },
    ],
  },
};

beforeAll(loadConditions);

test.each(vectors)("$why, as on the server", ({ of, each, draw, element, anchor, stored }) => {
  const spec: Spec = {
    name: "places",
    purpose: "evaluation",
    fields: { story: { type: "text", segments: "sentence" }, replies: { type: "candidates" } },
    questions: { q: { type: "marks", of, ...(each ? { each } : {}), ...(draw ? { draw } : {}) } },
    stages: [{ name: "annotate" }],
  };
  const said = (place: Anchor) => {
    const envelope = { value: [{ id: "m1", anchor: place }] as unknown as Json };
    return (element ? { q: { [element]: envelope } } : { q: envelope }) as Answers;
  };
  const questions = asked(spec, "annotate", record, said(anchor));
  const one = questions.find((every) => every.element === (element ?? ""));
  expect(one && lacks(one, said(anchor))).toBe(null);
  expect(toSubmit(questions, said(anchor))).toEqual(said(stored));
  expect(toSubmit(questions, said(stored))).toEqual(said(stored));
});
