import { expect, test } from "vitest";

import type { Answers, Assignment, Json, Spec } from "../../../api/shapes";
import { agreed, columnsOf, entries, merged, returnable, rowsOf, suspects } from "./aligned";

const label = { type: "label", options: ["kind", "curt"] };
const spec = {
  name: "p",
  purpose: "evaluation",
  fields: { reply: { type: "text" } },
  questions: { tone: label, harm: label, extra: label },
  stages: [
    { name: "annotate", questions: ["tone", "harm"] },
    { name: "check", questions: ["tone", "extra"] },
    { name: "decide", questions: ["tone"] },
  ],
} as unknown as Spec;

function said(stage: string, cycle: number, person: string, given: Record<string, Json>) {
  const answers: Answers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }]));
  return { response: `re_${stage}${cycle}${person}`, stage, cycle, person, answers };
}

const assignment = {
  stage: "decide",
  record: { id: "r", values: { reply: "Hello" } },
  shown: [
    said("annotate", 0, "a", { tone: "kind", harm: "kind" }),
    said("annotate", 0, "b", { tone: "curt", harm: "kind" }),
    said("annotate", 1, "a", { tone: "curt", harm: "kind" }),
    said("check", 1, "c", { tone: "kind", extra: "curt" }),
    said("check", 1, "d", {}),
  ],
} as unknown as Assignment;

test("a person has one column a stage, with what they said the time before; who only judged has none", () => {
  const columns = columnsOf(assignment);
  expect(columns.map(({ shown, before }) => [shown.person, shown.cycle, before?.cycle])).toEqual([
    ["a", 1, 0],
    ["b", 0, undefined],
    ["c", 1, undefined],
  ]);
});

test("what the stage decides comes first, differences before agreement, and who was not asked makes no difference", () => {
  const rows = rowsOf(spec, assignment, columnsOf(assignment));
  expect(rows.map((row) => [row.key, row.own, row.differs])).toEqual([
    ["tone", true, true],
    ["harm", false, false],
    ["extra", false, false],
  ]);
  expect(rows[1]?.cells[2]).toBeUndefined();
  expect(rows.map((row) => agreed(row)?.value)).toEqual([undefined, "kind", "curt"]);
});

test("lists of several people become one, each entry once and under its own id", () => {
  const one = { envelope: { value: [{ id: "m1", label: "rude" }] } };
  const two = {
    envelope: {
      value: [
        { id: "m1", label: "vague" },
        { id: "m2", label: "rude" },
      ],
    },
  };
  const whole = merged([one, two] as never)?.value;
  expect(whole).toEqual([
    { id: "m1", label: "rude" },
    { id: "m1-2", label: "vague" },
  ]);
  expect(merged([{ envelope: { value: "kind" } }, one] as never)).toBeUndefined();
});

test("entries are told with their place and what was said within them", () => {
  const item = {
    id: "c1",
    text: "Vague",
    anchor: { at: "reply", quote: "Hello" },
    answers: { how: { value: "small" } },
  };
  expect(entries([item])).toEqual([{ id: "c1", words: "Vague", quote: "Hello", inner: "small" }]);
  expect(entries("kind")).toEqual([]);
});

test("a return is about the newest round: who differs from what most said, or all where nobody stands alone", () => {
  const three = (tones: readonly string[]) =>
    ({
      ...assignment,
      shown: tones.map((tone, at) => said("annotate", 1, "abc"[at] ?? "", { tone })),
    }) as unknown as Assignment;
  const wrong = (tones: readonly string[]) => {
    const columns = columnsOf(three(tones));
    return suspects(returnable(columns), rowsOf(spec, three(tones), columns), columns);
  };
  expect(wrong(["kind", "curt", "kind"])).toEqual(["re_annotate1b"]);
  expect(wrong(["kind", "curt"])).toEqual(["re_annotate1a", "re_annotate1b"]);
  expect(returnable(columnsOf(assignment)).map(({ shown }) => shown.person)).toEqual(["c"]);
});
