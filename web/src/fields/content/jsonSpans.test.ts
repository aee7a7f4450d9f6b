import { expect, test } from "vitest";

import { written } from "../../schema/written";
import { piecesOf, spansOf, type Leaf, type Spanned } from "./jsonSpans";

function leaves(node: Spanned): Leaf[] {
  if (node.kind === "list") return node.items.flatMap(leaves);
  if (node.kind === "object") return node.members.flatMap(({ key, value }) => [key, ...leaves(value)]);
  return [node];
}

test("every leaf knows where it is written", () => {
  const text = ' {"a": [1, -2.5e3, true, null], "b c": {"d": "x😀y"}, "e": []} ';
  const found = spansOf(text);
  expect(found?.kind).toBe("object");
  for (const leaf of leaves(found as Spanned)) {
    for (const piece of piecesOf(leaf, text)) {
      expect(text.slice(piece.from, piece.to ?? piece.from + piece.text.length)).toBe(piece.text);
    }
  }
  expect(leaves(found as Spanned).map((leaf) => leaf.says)).toEqual([
    "a",
    "1",
    "-2.5e3",
    "true",
    "null",
    "b c",
    "d",
    "x😀y",
    "e",
  ]);
});

test("escapes stand for what is written", () => {
  const text = String.raw`["a\n\"b\" \u00e9 \ud83d\ude00"]`;
  const [leaf] = leaves(spansOf(text) as Spanned);
  const pieces = piecesOf(leaf as Leaf, text);
  expect(pieces.map((piece) => piece.text).join("")).toBe(leaf?.says);
  expect(pieces.filter((piece) => piece.to !== undefined).map((piece) => text.slice(piece.from, piece.to))).toEqual([
    "\\n",
    '\\"',
    '\\"',
    "\\u00e9",
    "\\ud83d\\ude00",
  ]);
});

test("what is no object and no list is not read as one", () => {
  for (const text of [
    "plain",
    "12",
    '"x"',
    '{"a": 1',
    "[1,]",
    '{"a" 1}',
    "[1] and more",
    "[".repeat(500) + "]".repeat(500),
  ])
    expect(spansOf(text)).toBeNull();
  expect(spansOf('{"a": "\\x"}')).toBeNull();
});

test("what is written is read back", () => {
  const value = { q: "東京 \ud800", "10": 1.5, list: [{ deep: [null, false] }], empty: {} };
  expect(JSON.parse(written(value))).toEqual(value);
  expect(spansOf(written(value))).not.toBeNull();
});
