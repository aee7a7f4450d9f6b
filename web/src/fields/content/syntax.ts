/** What Markdown is read with beyond its core, for reading only: the plugins of these names also bring what writes Markdown. */
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { gfm } from "micromark-extension-gfm";
import { math } from "micromark-extension-math";

/** A processor's settings: how text is cut into tokens, and how they become a tree. */
interface Reader {
  readonly data: () => { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
}

function reads(reader: Reader, tokens: unknown, tree: unknown): void {
  const data = reader.data();
  (data.micromarkExtensions ??= []).push(tokens);
  (data.fromMarkdownExtensions ??= []).push(tree);
}

/** Tables, task lists, struck out text, footnotes and bare links. */
export function readGfm(this: unknown): void {
  reads(this as Reader, gfm(), gfmFromMarkdown());
}

/** Formulas between dollar signs. */
export function readMath(this: unknown): void {
  reads(this as Reader, math(), mathFromMarkdown());
}
