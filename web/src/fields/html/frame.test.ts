import { expect, test } from "vitest";

import { framed } from "./frame";

test("scripts, frames and what would load are taken out and counted", () => {
  const { srcdoc, blocked } = framed(
    '<script>alert(1)</script><img src="https://x.test/t.gif" alt="a chart" onerror="alert(2)"><iframe src="//y"></iframe>' +
      '<a href="javascript:alert(3)">go</a><form action="/steal"><input></form><meta http-equiv="refresh" content="0;url=//z">',
  );
  expect(srcdoc).not.toMatch(/<script|onerror|<iframe|href="javascript|action=|refresh|src=/);
  expect(srcdoc).toContain("[a chart]");
  expect(srcdoc).toContain('title="javascript:alert(3)"');
  expect(srcdoc).toMatch(/<input[^>]*disabled/);
  expect(blocked).toBe(6);
});

test("styles are kept, as a sheet by address, the inline ones outweighing it", () => {
  const { srcdoc, blocked } = framed('<style>p { color: red }</style><p style="color: blue}body{display:none">x</p>');
  expect(blocked).toBe(0);
  expect(srcdoc).not.toMatch(/<style| style="/);
  const sheet = decodeURIComponent(/href="data:text\/css;charset=utf-8,([^"]*)"/.exec(srcdoc)?.[1] ?? "");
  expect(sheet).toContain("p { color: red }");
  expect(sheet).toContain("{color: bluebodydisplay:none}");
});

test("its own policy is the first thing in the page", () => {
  expect(framed("<html lang='ar'><body>x").srcdoc).toMatch(
    /^<!doctype html><html lang="ar"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'/,
  );
});
