import { beforeEach, expect, test } from "vitest";

import { action, inScopes, isRemapped, loadKeys, register, remap } from "./registry";

beforeEach(() => {
  localStorage.clear();
  loadKeys("ada");
});
register([
  { id: "t.skip", keys: ["s"], scope: "annotate", label: "work.skip" },
  { id: "t.pick", keys: ["p"], scope: "question:t", label: "work.take" },
  { id: "t.other", keys: ["p"], scope: "question:u", label: "work.take" },
]);

test("a person's own key is used, kept, and theirs alone", () => {
  expect(remap("t.skip", "q")).toBeUndefined();
  expect(action("t.skip").keys).toEqual(["q"]);
  expect(inScopes(["annotate"]).find((one) => one.id === "t.skip")?.keys).toEqual(["q"]);
  loadKeys("bob");
  expect(action("t.skip").keys).toEqual(["s"]);
  loadKeys("ada");
  expect([action("t.skip").keys[0], isRemapped("t.skip")]).toEqual(["q", true]);
  remap("t.skip", undefined);
  expect(action("t.skip").keys).toEqual(["s"]);
});

test("a key that means something there already is refused, and who has it is said", () => {
  expect(remap("t.pick", "s")?.id).toBe("t.skip");
  expect(action("t.pick").keys).toEqual(["p"]);
  expect(remap("t.skip", "p")?.id).toBe("t.pick");
  expect(remap("t.other", "o")).toBeUndefined(); // another question's keys are never live together with these
});
