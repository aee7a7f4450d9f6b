import { expect, test } from "vitest";

import { matches, names, pressed, printed } from "./keys";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", boolean>> = {}) =>
  pressed({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test("a press has one name on every keyboard", () => {
  expect(press("Enter", { ctrlKey: true })).toBe("mod+enter");
  expect(press("Enter", { metaKey: true })).toBe("mod+enter");
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("mod+shift+z");
  expect(press("Tab", { shiftKey: true })).toBe("shift+tab");
  expect(press("ArrowUp")).toBe("up");
});

test("digit stands for 1 to 9, and 0 is its own key", () => {
  expect(matches("digit", "7")).toBe(true);
  expect(matches("digit", "0")).toBe(false);
  expect(matches("digit", "mod+7")).toBe(false);
});

test("keys are printed as on the keyboard", () => {
  expect(printed("mod+enter")).toBe("Ctrl Enter");
});

test("on a layout of another script a letter or digit is also the Latin one of its key", () => {
  const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  expect(names({ ...bare, key: "т", code: "KeyN" })).toEqual(["т", "n"]);
  expect(names({ ...bare, key: "Я", code: "KeyZ", ctrlKey: true, shiftKey: true })).toEqual([
    "mod+shift+я",
    "mod+shift+z",
  ]);
  expect(names({ ...bare, key: "٣", code: "Digit3" })).toEqual(["٣", "3"]);
  // a Latin layout means the letter that it says, wherever its key is
  expect(names({ ...bare, key: "z", code: "KeyY" })).toEqual(["z"]);
  expect(names({ ...bare, key: "é", code: "Digit2" })).toEqual(["é"]);
  expect(names({ ...bare, key: "ArrowUp", code: "ArrowUp" })).toEqual(["up"]);
});
