import { act, createElement } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";

import Formula from "./Formula";

test("a formula is set without a style attribute, which the page's policy would refuse; what cannot be set is shown as written", () => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  const set = vi.spyOn(Element.prototype, "setAttribute");
  const place = document.createElement("div");
  act(() => createRoot(place).render(createElement(Formula, { tex: "\\sqrt{\\overbrace{x+y}}", display: true })));
  // KaTeX writes them without a blank; those with one are how this test's page keeps properties
  expect(set.mock.calls.filter(([name, value]) => name === "style" && !value.includes(": "))).toEqual([]);
  expect(place.querySelector(".katex-html")).not.toBeNull();
  expect(place.querySelectorAll("svg").length).toBeGreaterThan(0);
  act(() => createRoot(place).render(createElement(Formula, { tex: "\\frac{1", display: false })));
  expect(place.textContent).toContain("\\frac{1");
  act(() =>
    createRoot(place).render(createElement(Formula, { tex: "\\href{javascript:alert(1)}{x}", display: false })),
  );
  expect(place.querySelector("a")).toBeNull();
});
