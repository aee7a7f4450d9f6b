import { expect, test } from "vitest";

import { questionType } from "../../questions/registry";
import type { Asked } from "../../schema/answers";
import { bareContext } from "../../schema/bare";
import { elementNeighbour, inOrder, neighbour, nextLacking } from "./order";

const one = (name: string, element = ""): Asked => ({
  question: { name, type: "text", ...(element ? { each: "replies" } : {}) },
  element,
  part: null,
  required: true,
  type: questionType("text"),
  context: bareContext(),
  key: element ? `${name}/${element}` : name,
});
const all = inOrder([
  one("first"),
  one("tone", "a"),
  one("tone", "b"),
  one("good", "a"),
  one("good", "b"),
  one("last"),
]);
const key = (asked: Asked | undefined) => asked?.key;

test("questions of the same elements go element by element", () => {
  expect(all.map(key)).toEqual(["first", "tone/a", "good/a", "tone/b", "good/b", "last"]);
});

test("tab goes on, j and k stay with the question and change the element", () => {
  expect(key(neighbour(all, "good/a", 1))).toBe("tone/b");
  expect(neighbour(all, "last", 1)).toBeUndefined();
  expect(key(elementNeighbour(all, "tone/a", 1))).toBe("tone/b");
  expect(key(elementNeighbour(all, "first", 1))).toBe("tone/a");
  expect(elementNeighbour(all, "tone/b", 1)).toBeUndefined();
});

test("after an answer comes the next one that is missing, going round", () => {
  const answers = { tone: { a: { value: "x" }, b: { value: "x" } }, last: { value: "x" } };
  expect(key(nextLacking(all, answers, "tone/a"))).toBe("good/a");
  expect(key(nextLacking(all, answers, "last"))).toBe("first");
});
