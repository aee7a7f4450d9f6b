import { beforeAll, expect, test } from "vitest";

import type { Answers, Spec } from "../../api/shapes";
import { asked, elementsOf, lacks, toSubmit } from "../../schema/answers";
import { bareContext } from "../../schema/bare";
import { freshId } from "../listed";
import { isItem, listing, placeWords, shifted, withItem, wordsOf, type Item } from "./items";
import { loadConditions } from "../../schema/conditions";

beforeAll(loadConditions);

const options = [{ value: "supported" }, { value: "refuted" }];
const spec: Spec = {
  name: "claims",
  purpose: "evaluation",
  fields: { reply: { type: "text" }, notes: { type: "text", segments: "sentence" } },
  questions: {
    claims: {
      type: "items",
      of: "reply",
      min: 1,
      ask: {
        verdict: { type: "label", options },
        evidence: {
          type: "items",
          of: "notes",
          text: "none",
          anchor: "required",
          min: 1,
          required: "verdict == 'refuted'",
          ask: { stance: { type: "label", options: [{ value: "contradicts" }] } },
        },
        note: { type: "text", visible_if: "verdict == 'refuted'", required: false },
      },
    },
    fix: { type: "text", each: "claims", where: "verdict == 'refuted'" },
    worst: { type: "label", options: { from: "claims" }, visible_if: "claims.exists(c, c.verdict == 'refuted')" },
  },
  stages: [{ name: "annotate" }],
};
const record = { id: "r", values: { reply: "Paris hosted.", notes: "London did. Paris did not." } };
const stance = { stance: { value: "contradicts" } };
const item = (id: string, verdict: string, evidence: Item[] = []): Item =>
  ({
    id,
    text: `claim ${id}`,
    answers: { verdict: { value: verdict }, ...(evidence.length ? { evidence: { value: evidence } } : {}) },
  }) as unknown as Item;
const place: Item = { id: "i1", anchor: { at: "notes/1" }, answers: stance };
const given = (...items: Item[]): Answers => ({ claims: { value: items as never } });
const lack = (answers: Answers) => {
  const [claims] = asked(spec, "annotate", record, answers);
  return claims && lacks(claims, answers);
};

test("a list is whole when every item and everything asked of it is", () => {
  expect(lack({})).toBe("missing");
  expect(lack(given())).toBe("missing"); // at least one is needed
  expect(lack(given({ id: "c1", text: "said" }))).toBe("missing"); // no verdict
  expect(lack(given(item("c1", "supported")))).toBe(null);
  expect(lack(given(item("c1", "refuted")))).toBe("missing"); // no evidence
  expect(lack(given(item("c1", "refuted", [place])))).toBe(null);
  expect(lack(given(item("c1", "refuted", [{ id: "i1", anchor: { at: "notes/1" } }])))).toBe("missing"); // no stance
  expect(lack(given(item("c1", "supported"), item("c1", "supported")))).toBe("missing"); // one id twice
});

test("other questions are asked of each item, see its answers, and may choose among them", () => {
  const answers = given(item("c1", "supported"), item("c2", "refuted", [place]));
  expect(asked(spec, "annotate", record, answers).map((one) => one.key)).toEqual(["claims", "fix/c2", "worst"]);
  const worst = asked(spec, "annotate", record, answers).at(-1);
  expect(worst?.context.choices.options).toEqual(["c1", "c2"]);
  expect(worst?.context.words.options?.c2).toBe("2 · claim c2");
  expect(elementsOf(spec, record, answers, "claims")[1]).toMatchObject({
    id: "c2",
    index: 1,
    verdict: "refuted",
    note: null,
  });
  // an unfinished list has its items already
  expect(elementsOf(spec, record, given({ id: "c1", text: "said" }), "claims")).toHaveLength(1);
});

test("what is not asked of an item any more is not sent", () => {
  const change: Item = {
    ...item("c1", "supported"),
    answers: { verdict: { value: "supported" }, note: { value: "old" } },
  };
  const answers = given(change);
  const sent = toSubmit(asked(spec, "annotate", record, answers), answers);
  expect(sent.claims).toEqual({
    value: [{ id: "c1", text: "claim c1", answers: { verdict: { value: "supported" } } }],
  });
});

test("what somebody else proposed is looked at before it is used", () => {
  expect(isItem({ id: "a", text: 3 } as unknown as Item)).toBe(false);
  expect(isItem({ id: "a", anchor: { quote: "x" } } as unknown as Item)).toBe(false);
  expect(listing.whole({ id: "a", text: "  " }, { name: "q", type: "items" }, bareContext())).toBe(false);
  expect(listing.whole({ id: "a", text: "x" }, { name: "q", type: "items", anchor: "required" }, bareContext())).toBe(
    false,
  );
});

test("the list changes by value", () => {
  const items = [item("i1", "supported"), item("i7", "supported")];
  expect(freshId(items, "i")).toBe("i8");
  expect(shifted(items, "i7", -1).map((one) => one.id)).toEqual(["i7", "i1"]);
  expect(shifted(items, "i1", -1)).toEqual(items);
  expect(withItem([{ id: "a", text: "x", anchor: { at: "reply" } }], "a", { anchor: undefined })).toEqual([
    { id: "a", text: "x" },
  ]);
});

test("an item is called by its words, else by what it quotes, else by what lies there", () => {
  const context = bareContext({ of: [{ id: "1", text: "Paris did not." }], within: "notes" });
  expect(wordsOf({ id: "a", anchor: { at: "notes/1", quote: "Paris" } }, context)).toBe("Paris");
  expect(wordsOf({ id: "a", anchor: { at: "notes/1" } }, context)).toBe("Paris did not.");
  expect(placeWords({ at: "notes/9" }, context)).toBe("notes/9");
});
