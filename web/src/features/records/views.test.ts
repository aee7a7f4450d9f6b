/** A list that is kept or forgotten stands in its place at once; one's own and the project's of one name are two. */
import { expect, test } from "vitest";

import { withChange, type View } from "./views";

const view = (name: string, shared = true, q = ""): View => ({ name, shared, query: q ? { q } : {} });
const names = (all: readonly View[]) => all.map((one) => `${one.name}${one.shared ? "" : "*"}`);

test("a new one stands by its name, the project's before one's own", () => {
  const all = [view("a"), view("c")];
  expect(names(withChange(all, { view: view("b"), kept: true }))).toEqual(["a", "b", "c"]);
  expect(names(withChange(all, { view: view("a", false), kept: true }))).toEqual(["a", "a*", "c"]);
});

test("one of the same name and reach is replaced, or gone", () => {
  const all = [view("a"), view("a", false), view("c")];
  const kept = withChange(all, { view: view("a", false, "new"), kept: true });
  expect(kept.map((one) => one.query)).toEqual([{}, { q: "new" }, {}]);
  expect(names(withChange(all, { view: view("a", false), kept: false }))).toEqual(["a", "c"]);
});
