import { expect, test } from "vitest";

import { documentsOf, fates, pieces, type Citation } from "./documents";

const TEXT = "😀 The line was moved. قرأ الكتاب. 运费不予退还。";

function quoting(quote: string): Citation {
  const start = [...TEXT.slice(0, TEXT.indexOf(quote))].length;
  const place = { start, end: start + [...quote].length, quote, holds: true };
  return { record: "r", title: "", person: "ann", stage: "annotate", question: "q", label: null, ...place };
}

const ALL = ["The line", "الكتاب", "运费"].map(quoting);

test("a new text keeps quotes, moves them or loses them, in any script", () => {
  expect(fates(ALL, TEXT)).toEqual({ stay: 3, moved: 0, gone: 0 });
  expect(fates(ALL, `New. ${TEXT.replace("运费", "费用")}`)).toEqual({ stay: 0, moved: 2, gone: 1 });
  expect(fates(ALL, null)).toEqual({ stay: 0, moved: 0, gone: 3 });
});

test("what is quoted is marked, once where quotes overlap", () => {
  const found = pieces(TEXT, [...ALL, quoting("line was"), { ...quoting("moved"), holds: false }]);
  expect(found.map((one) => one.text).join("")).toBe(TEXT);
  expect(found.filter((one) => one.cited).map((one) => one.text)).toEqual(["The line", " was", "الكتاب", "运费"]);
});

test("a Markdown file is titled by its heading, and lines of JSON are documents each", async () => {
  const markdown = new File(["intro\n\n# Inter caetera\n"], "bull.md");
  expect(await documentsOf(markdown)).toMatchObject([{ id: "bull.md", title: "Inter caetera", format: "markdown" }]);
  const lines = new File(['{"id": "a", "text": "A"}\n\nnot json\n'], "more.jsonl");
  expect(await documentsOf(lines)).toEqual([{ id: "a", text: "A" }, "not json"]);
});
