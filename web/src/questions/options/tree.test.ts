import { expect, test } from "vitest";

import type { Choice } from "./options";
import { above, branchesAt, nests, titlesTo } from "./tree";

const choice = (path: string): Choice => {
  const parts = path.split("/").map((part) => part.toUpperCase());
  return { path, title: parts.at(-1) ?? "", above: parts.slice(0, -1), help: "", key: "" };
};
const choices = ["billing/refund/late", "billing/refund/never", "billing/invoice", "other"].map(choice);

test("a taxonomy is walked level by level", () => {
  expect(nests(choices)).toBe(true);
  expect(branchesAt(choices, "").map((one) => [one.title, one.below, one.choice?.path])).toEqual([
    ["BILLING", 3, undefined],
    ["OTHER", 0, "other"],
  ]);
  expect(branchesAt(choices, "billing").map((one) => one.path)).toEqual(["billing/refund", "billing/invoice"]);
  expect(branchesAt(choices, "billing/refund").map((one) => one.choice?.path)).toEqual([
    "billing/refund/late",
    "billing/refund/never",
  ]);
  expect(titlesTo(choices, "billing/refund")).toEqual(["BILLING", "REFUND"]);
  expect([above("billing/refund"), above("billing")]).toEqual(["billing", ""]);
});

test("a parent that may be chosen leads further from above, and is chosen from within", () => {
  const inner = [choice("billing"), ...choices];
  expect(branchesAt(inner, "")[0]).toMatchObject({ path: "billing", below: 3 });
  expect(branchesAt(inner, "billing").map((one) => [one.path, one.below])).toEqual([
    ["billing", 0],
    ["billing/refund", 2],
    ["billing/invoice", 0],
  ]);
});
