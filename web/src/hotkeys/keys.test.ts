import { expect, test } from "vitest";

import { matches, pressed, printed } from "./keys";

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
