import { expect, test } from "vitest";

import { recordOf, rowsOf, type Read } from "./reading";

async function all(name: string, text: string): Promise<Read[]> {
  const found: Read[] = [];
  for await (const one of rowsOf(new File([text], name), () => undefined)) found.push(one);
  return found;
}

test("JSON Lines are numbered by lines, and a line that is none stops nothing", async () => {
  expect(await all("a.jsonl", '{"id":"a"}\n\n{oops\n[1]\n{"id":"ü"}')).toEqual([
    { number: 1, row: { id: "a" } },
    { number: 3, fault: "json" },
    { number: 4, fault: "object" },
    { number: 5, row: { id: "ü" } },
  ]);
});

test("CSV knows quotes, lines within cells, and rows that have too few", async () => {
  expect(await all("a.CSV", '\uFEFFid,said\r\na,"one, ""two""\nthree"\r\nb\r\nc,\r\n')).toEqual([
    { number: 2, row: { id: "a", said: 'one, "two"\nthree' } },
    { number: 3, fault: "cells" },
    { number: 4, row: { id: "c", said: "" } },
  ]);
});

test("a JSON list is its objects", async () => {
  expect(await all("a.json", '[{"id":"a"},2]')).toEqual([
    { number: 1, row: { id: "a" } },
    { number: 2, fault: "object" },
  ]);
  expect(await all("a.json", "[")).toEqual([{ number: 1, fault: "json" }]);
});

test("a flat row is a record by the names of the fields", async () => {
  expect(await recordOf({ id: "a/7", said: "Yes", score: 3, meta: { lang: "ar" } }, ["said"])).toEqual({
    id: "a%2F7",
    values: { said: "Yes" },
    meta: { score: 3, lang: "ar" },
  });
  const whole = { id: "a", values: { said: "Yes" } };
  expect(await recordOf(whole, ["said"])).toBe(whole);
});

test("a row without an id is called by what it holds, as the command line calls it", async () => {
  const row = { text: "Gr\u00fc\u00dfe, \u4e16\u754c\u007f", n: 3, more: ["a", null, true, { b: "\n" }] };
  expect((await recordOf(row, ["text"]))?.id).toBe("row-cc3a25528edb1a70");
});
