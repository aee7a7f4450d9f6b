import { expect, test } from "vitest";

import { moved, placeOf, readYaml, renamed, withValue } from "./source";

const TEXT = `# what we ask
name: tone

fields:
  reply: {type: text}   # what the model said
questions:
  # one of these
  tone: {type: label, options: [friendly, curt]}
  why:
    type: text
    title: "Why?"
`;

test("a value that is replaced leaves everything else as it was written", () => {
  expect(withValue(TEXT, ["name"], "tone-2")).toBe(TEXT.replace("name: tone\n", "name: tone-2\n"));
  expect(withValue(TEXT, ["questions", "why", "title"], "Say: why")).toBe(TEXT.replace('"Why?"', '"Say: why"'));
  expect(withValue(TEXT, ["fields", "reply", "type"], "chat")).toBe(
    TEXT.replace("{type: text}   #", "{type: chat}   #"),
  );
});

test("what is added, taken away or moved keeps the comments", () => {
  const added = withValue(TEXT, ["questions", "tone", "required"], false);
  expect(readYaml(added)).toMatchObject({ questions: { tone: { type: "label", required: false } } });
  for (const said of ["# what we ask", "# what the model said", "# one of these"]) expect(added).toContain(said);
  const away = withValue(TEXT, ["questions", "why"], undefined);
  expect(Object.keys(readYaml(away)?.questions as object)).toEqual(["tone"]);
  expect(away).toContain("# one of these");
  expect(Object.keys(readYaml(moved(TEXT, ["questions", "why"], -1))?.questions as object)).toEqual(["why", "tone"]);
  const options = withValue(TEXT, ["questions", "tone", "options"], ["friendly", "yes", "1"]);
  expect(readYaml(options)).toMatchObject({ questions: { tone: { options: ["friendly", "yes", "1"] } } });
});

test("a name changes where it stands", () => {
  expect(renamed(TEXT, ["questions", "why"], "reason")).toBe(TEXT.replace("  why:", "  reason:"));
  expect(TEXT.slice(placeOf(TEXT, ["questions", "why", "help"]))).toMatch(/^why:/);
});

test("text that is no YAML, or no project, is not read", () => {
  expect(readYaml("a: [")).toBeNull();
  expect(readYaml("- a\n")).toBeNull();
  expect(readYaml("")).toEqual({});
});

test("what is taken away leaves no empty shell, and a part of a list its place", () => {
  const text =
    "name: x # kept\nfields: {a: {type: text}}\nquality:\n  gold: {share: 0.1}\nresults:\n  - {show: share}\n";
  const without = withValue(text, ["quality", "gold", "share"], undefined);
  expect(readYaml(without)).toEqual({ name: "x", fields: { a: { type: "text" } }, results: [{ show: "share" }] });
  expect(without).toContain("# kept");
  expect(readYaml(withValue(text, ["results", 0, "show"], undefined))?.results).toEqual([{}]);
  expect(readYaml(withValue(text, ["fields", "a"], undefined))?.fields).toEqual({});
  expect(readYaml(withValue(text, ["quality", "attention", "records"], ["r1"]))?.quality).toEqual({
    gold: { share: 0.1 },
    attention: { records: ["r1"] },
  });
});
