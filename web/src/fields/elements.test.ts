import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import type { Json } from "../api/shapes";
import { fieldType } from "./registry";

interface Vector {
  readonly why: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly value: Json;
  readonly elements: Json;
}

// one file for Python (tests/schema/test_more_fields.py) and the browser
const vectors = JSON.parse(readFileSync("../tests/vectors/elements.json", "utf8")) as Vector[];

test.each(vectors)("$why: as on the server", ({ type, parameters, value, elements }) => {
  expect(fieldType(type)?.elements(value, { type, ...parameters })).toEqual(elements);
});
