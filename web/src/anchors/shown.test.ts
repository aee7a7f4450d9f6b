import { expect, test } from "vitest";

import { Page } from "./page";

/** A page that shows `a **b** &amp; c`, a list, a formula and a button, as the field views do. */
const SOURCE = "Über **b😀** &amp; c\n\n- one\n- two\n\n$x^2$ end";
const at = (text: string, from = 0) => SOURCE.indexOf(text, from);

function shown() {
  document.body.innerHTML = `
    <div id="root"><section data-at="reply">
      <p><span data-from="0">Über </span><b><span data-from="${at("b😀")}">b😀</span></b><span data-from="${at(" &amp;")}"> </span><span data-from="${at("&amp;")}" data-to="${at(" c")}">&amp;</span><span data-from="${at(" c")}"> c</span></p>
      <ul><li><span data-from="${at("one")}">one</span></li><li><span data-from="${at("two")}">two</span></li></ul>
      <p><span data-from="${at("$x")}" data-to="${at(" end")}"><i>x</i><sup>2</sup></span><span data-from="${at(" end")}"> end</span></p>
      <button>Source</button>
    </section></div>`;
  const page = new Page(document.getElementById("root") as HTMLElement);
  const text = page.texts.get("reply");
  if (!text) throw new Error("no text");
  return { page, text };
}

const quote = (span: readonly [number, number] | null) => span && SOURCE.slice(...span);

test("blocks are apart, what is not text is one sign, buttons are no text", () => {
  const { page, text } = shown();
  expect(text.text).toBe("Über b😀 & c\none\ntwo\n\ufffc end");
  expect(page.places).toEqual(["reply"]);
});

test("every stretch of what is shown says what it is in the source, and back", () => {
  const { text } = shown();
  const of = (words: string) => {
    const from = text.text.indexOf(words);
    return quote(text.sourceOf(from, from + words.length));
  };
  expect(of("Über b")).toBe("Über **b");
  expect(of("b😀")).toBe("b😀");
  expect(of("&")).toBe("&amp;");
  expect(of("😀 & c")).toBe("😀** &amp; c");
  expect(of("c\none")).toBe("c\n\n- one");
  expect(of("\ufffc")).toBe("$x^2$");
  expect(text.sourceOf(12, 13)).toBe(null); // the line end between two blocks
  for (let index = 0; index < text.text.length; index++) {
    if (text.text[index] === "\n") continue;
    expect(text.indexOf(text.sourceAt(index))).toBe(index);
  }
});

test("a place that is not shown is the next that is", () => {
  const { text } = shown();
  expect(text.text.slice(text.indexOf(at("**")))).toMatch(/^b😀/);
  expect(text.indexOf(SOURCE.length)).toBe(text.text.length);
  expect(text.sourceAt(text.text.length)).toBe(SOURCE.length);
});

test("places in the page are positions in the text", () => {
  const { text } = shown();
  for (let index = 0; index <= text.text.length; index++) {
    if (text.text[index] === "\n" || text.text[index - 1] === "\ufffc") continue;
    const dom = text.domAt(index);
    expect(dom && text.indexAt(dom.node, dom.offset)).toBe(index);
  }
  expect(text.indexAt(document.querySelector("button")?.firstChild as Node, 1)).toBe(null);
});

test("blanks at the edges of a selection do not count", () => {
  const { text } = shown();
  expect(text.trimmed(4, 6)).toEqual([5, 6]);
  expect(text.trimmed(4, 5)).toEqual([5, 5]);
});

test("a selection of the browser covers what it covers, buttons aside", () => {
  const { text } = shown();
  const range = document.createRange();
  const bold = document.querySelector("b span")?.firstChild as Text;
  range.setStart(bold, 1);
  range.setEnd(document.querySelectorAll("li span")[0]?.firstChild as Text, 2);
  expect(text.covered(range)).toEqual([6, 15]);
  range.selectNodeContents(document.querySelector("button") as HTMLElement);
  expect(text.covered(range)).toBe(null);
});

test("the innermost place counts, and what changes is read anew", async () => {
  document.body.innerHTML = `<div id="root"><div data-at="run"><p data-at="run/s1"><span data-from="0">step</span></p></div></div>`;
  const root = document.getElementById("root") as HTMLElement;
  const page = new Page(root);
  expect([...page.texts.keys()]).toEqual(["run/s1"]);
  expect(page.places).toEqual(["run", "run/s1"]);
  const changed = new Promise<void>((done) => page.watch(done));
  root.querySelector("p")?.insertAdjacentHTML("beforeend", `<span data-from="4">s on</span>`);
  await changed;
  expect(page.texts.get("run/s1")?.text).toBe("steps on");
});
