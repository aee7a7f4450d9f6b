import { expect, test } from "vitest";

import { Index, marked, passagesOf } from "./passages";
import { tokens } from "./tokens";

const documents = [
  {
    id: "a",
    title: "Treaty of Tordesillas",
    text: "It was negotiated by envoys of the two crowns; the pope took no part in drafting it.",
  },
  { id: "b", title: "Inter caetera", text: "The bull of May 1493, issued by Alexander VI, had set an earlier line." },
  { id: "c", title: "退款政策", text: "如果您在三十天内退货，我们将全额退款。\n\n运费不予退还。" },
];

test("the best passage is first, whatever the case, accents or number", () => {
  const index = new Index(documents);
  expect(index.search("pope drafting").map((hit) => hit.document)).toEqual([0]);
  expect(index.search("ALEXANDRE")).toEqual([]);
  expect(index.search("álexander bulls")[0]?.document).toBe(1);
  expect(index.search("tordesillas")[0]?.document).toBe(0);
  expect(index.search("")).toEqual([]);
});

test("Chinese is found by its characters", () => {
  const index = new Index(documents);
  expect(index.search("全额退款")[0]?.document).toBe(2);
  expect(index.search("退货")[0]?.document).toBe(2);
  expect(index.search("飞机")).toEqual([]);
});

test("what is being typed finds words that begin so", () => {
  expect(new Index(documents).search("the negot")[0]?.document).toBe(0);
});

test("rare words count more, and a long passage less", () => {
  const index = new Index([
    { id: "0", text: "line line line " + "other ".repeat(60) },
    { id: "1", text: "line and rare" },
    { id: "2", text: "line" },
  ]);
  expect(index.search("line rare").map((hit) => hit.document)).toEqual([1, 2, 0]);
});

test("passages cover the text without gap, and no character is broken", () => {
  const text = "😀".repeat(2000) + "\n\nshort\n\n" + "A sentence of some length. ".repeat(100);
  const passages = passagesOf(text, 0);
  expect(passages.map((one) => text.slice(one.from, one.to)).join("")).toBe(text);
  for (const one of passages) expect(text.slice(one.from, one.to).isWellFormed()).toBe(true);
  expect(Math.max(...passages.map((one) => one.to - one.from))).toBeLessThanOrEqual(901);
});

test("the words that were found are marked where they stand", () => {
  const pieces = marked("The Popes' bull: 全额退款!", "pope 退款");
  expect(pieces.map((one) => one.text).join("")).toBe("The Popes' bull: 全额退款!");
  expect(pieces.filter((one) => one.hit).map((one) => one.text)).toEqual(["Popes", "退款"]);
});

test("tokens stand where the text has them", () => {
  const text = "Naïve 3.5 東京タワーgo";
  for (const token of tokens(text)) expect(text.slice(token.from, token.to).length).toBe(token.to - token.from);
  expect(tokens(text).map((token) => token.word)).toEqual(["naive", "3", "5", "東京", "京タ", "タワ", "ワー", "go"]);
});
