/** Whatever is shown of a text, every run says the truth about where it stands in the source. */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

import { HtmlText } from "../text/HtmlText";
import { align } from "./align";
import { Exact } from "./Exact";
import Markdown from "./Markdown";

interface Run {
  readonly text: string;
  readonly from: number;
  readonly to: number | null;
}

function runsIn(html: string): Run[] {
  const page = document.createElement("div");
  page.innerHTML = html;
  return [...page.querySelectorAll<HTMLElement>("[data-from]")].map((one) => ({
    text: one.textContent ?? "",
    from: Number(one.dataset.from),
    to: one.dataset.to === undefined ? null : Number(one.dataset.to),
  }));
}

/** The runs of a text's markdown; each exact one quotes the source, and none goes back. */
function markdown(text: string, start = 0): Run[] {
  const runs = runsIn(renderToStaticMarkup(createElement(Markdown, { text, start })));
  let before = 0;
  for (const run of runs) {
    const end = run.to ?? run.from + run.text.length;
    if (run.to === null) expect(text.slice(run.from - start, end - start)).toBe(run.text);
    expect(run.from).toBeGreaterThanOrEqual(before);
    expect(end).toBeLessThanOrEqual(start + text.length);
    before = run.from;
  }
  return runs;
}

const said = (runs: readonly Run[]) => runs.map((run) => run.text).join("");
const inexact = (text: string, runs: readonly Run[]) =>
  runs.filter((run) => run.to !== null).map((run) => [run.text, text.slice(run.from, run.to ?? 0)]);

test("plain words, marks around them, links", () => {
  const runs = markdown('Some **bold** and *slanted [link](http://x.y "t")* words 😀 on');
  expect(said(runs)).toBe("Some bold and slanted link words 😀 on");
  expect(runs.every((run) => run.to === null)).toBe(true);
});

test("references and escapes stand for what is written", () => {
  const text = "AT&amp;T \\*not\\* &lt;b&gt; &#128512; &nosuch; &amp;amp; x";
  const runs = markdown(text);
  expect(said(runs)).toBe("AT&T *not* <b> 😀 &nosuch; &amp; x");
  expect(inexact(text, runs)).toEqual([
    ["&", "&amp;"],
    ["*", "\\*"],
    ["*", "\\*"],
    ["<", "&lt;"],
    [">", "&gt;"],
    ["😀", "&#128512;"],
    ["&", "&amp;"],
  ]);
});

test("quotations and lists leave out what leads their lines", () => {
  const text = "> one\n>   two &gt;\n> three\n\n- item\n  goes on\n\n1. a\n\n   b";
  const runs = markdown(text);
  expect(said(runs)).toBe("one\ntwo >\nthreeitem\ngoes onab");
  expect(text.slice(runs.find((run) => run.text.startsWith("three"))?.from).startsWith("three")).toBe(true);
  expect(said(markdown("a\n     > b"))).toBe("a\n> b");
});

test("code: in a line, fenced, in a quotation, indented, with tabs", () => {
  expect(inexact("", markdown("a `x &amp; y` b"))).toEqual([]);
  expect(said(markdown("`` a`b ``"))).toBe("a`b");
  const quoted = "> ```python\n> def f():\n>     return 1\n> ```";
  const runs = markdown(quoted);
  expect(said(runs)).toBe("def f():\n    return 1\n");
  expect(quoted.slice(runs.find((run) => run.text.includes("return"))?.from).startsWith("    return")).toBe(true);
  expect(said(markdown("    indented\n\n    more"))).toBe("indented\n\nmore\n");
  expect(said(markdown("- a\n\n\t\tcode"))).toContain("code");
  expect(said(markdown("```js\nlet a = '&amp;';\n```"))).toBe("let a = '&amp;';\n");
});

test("a table, a bar in its code, HTML as text, line ends of Windows, a byte order mark", () => {
  expect(said(markdown("| a | b |\n|---|---|\n| c `x \\| y` | d |"))).toBe("abc x | yd");
  expect(said(markdown('before <b title="&amp;">x</b>\n\n<script>\nalert(1)\n</script>'))).toBe(
    'before <b title="&amp;">x</b><script>\nalert(1)\n</script>',
  );
  expect(said(markdown("one  \r\ntwo\r\nthree"))).toBe("one\ntwo\r\nthree".replace("one\n", "one"));
  expect(said(markdown("\ufeffmark **b**"))).toContain("mark b");
});

test("addresses that are found in a sentence", () => {
  expect(said(markdown("see www.example.org or me@example.org, https://a.b/c?d=1&e=2."))).toBe(
    "see www.example.org or me@example.org, https://a.b/c?d=1&e=2.",
  );
});

test("a formula stands for its source as a whole, and money is text", () => {
  const text = "costs $5, so $x^2$ and \\(y\\):\n\n\\[\nz\n\\]\n\nend";
  const runs = markdown(text);
  expect(runs.map((run) => [run.text, text.slice(run.from, run.to ?? run.from + run.text.length)])).toEqual([
    ["costs $5, so ", "costs $5, so "],
    ["x^2", "$x^2$"],
    [" and ", " and "],
    ["y", "\\(y\\)"],
    [":", ":"],
    ["z", "\\[\nz\n\\]"],
    ["end", "end"],
  ]);
});

test("whatever a model writes, exact runs quote the source", { timeout: 60_000 }, () => {
  const bits = (
    "word |*|**|_|`|``|\n|\n\n|> |- |1. |  |\t|&amp;|&lt;|\\*|\\|[|](u)|![|]|#|# |```\n|~~~\n|$|$$|\\(|\\)|\\[|\\]|<b>|</b>|<!-- -->" +
    "|\\||---|\r\n|😀|家|é|http://a.b/c|x@y.zz|~~|[ ] |\0|&#0;|:|    "
  ).split("|");
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (let round = 0; round < 200; round++) {
    markdown(Array.from({ length: 3 + random(25) }, () => bits[random(bits.length)]).join(""));
  }
});

test("a text that is a part begins where it says", () => {
  const runs = runsIn(renderToStaticMarkup(createElement(Markdown, { text: "a **b**", start: 100 })));
  expect(runs.map((run) => run.from)).toEqual([100, 104]);
});

test("the source view shows what cannot be seen, and all of it is in runs", () => {
  const text = "a\u200bb\u00a0c\ud800d \u{e0041}";
  const runs = runsIn(renderToStaticMarkup(createElement(Exact, { text, start: 5, marked: true })));
  expect(runs.map((run) => run.text)).toEqual(["a", "U+200B", "b", "U+00A0", "c", "U+D800", "d ", "U+E0041"]);
  expect(runs.map((run) => run.from)).toEqual([5, 6, 7, 8, 9, 10, 11, 13]);
});

test("HTML as its text: entities, hidden parts, blocks", () => {
  const text =
    "<h1>Title &amp; more</h1><script>if (a<b) alert('<p>x</p>')</script><p>One <b>bold</b></p><!-- no --><ul><li>x";
  const runs = runsIn(renderToStaticMarkup(createElement(HtmlText, { text })));
  expect(said(runs)).toBe("Title & moreOne boldx");
  for (const run of runs) if (run.to === null) expect(text.slice(run.from, run.from + run.text.length)).toBe(run.text);
});

test("what cannot be explained stands for the whole", () => {
  expect(align("abc", "xyz", 10, "text")).toEqual([{ text: "abc", from: 10, to: 13 }]);
});
