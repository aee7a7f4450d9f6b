/** The text of an HTML source with the place of every piece; nothing is parsed by the browser, so nothing can run or load. */
import { decodeString } from "micromark-util-decode-string";

import type { Piece } from "../content/align";

const TOKEN =
  /<!--[^]*?(?:-->|$)|<(?<hidden>script|style|template|noscript|head|title|textarea)\b[^]*?(?:<\/\k<hidden>\s*>|$)|<\/?(?<tag>[a-z][^\s/>]{0,50})(?:"[^"]*"|'[^']*'|[^>"']){0,5000}>|<[!?][^>]{0,5000}>|&(?:#\d{1,7}|#x[\da-f]{1,6}|[\da-z]{1,31});/gi;
const BLOCKS = new Set(
  "address article aside blockquote body br dd details div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tr ul".split(
    " ",
  ),
);

/** The blocks of text in a page, each in pieces: its paragraphs, list items, rows. */
export function htmlBlocks(source: string): Piece[][] {
  const blocks: Piece[][] = [];
  let block: Piece[] = [];
  let done = 0;
  const close = () => {
    if (block.some((piece) => piece.text.trim())) blocks.push(block);
    block = [];
  };
  const add = (to: number) => {
    if (to > done) block.push({ text: source.slice(done, to), from: done });
  };
  for (const match of source.matchAll(TOKEN)) {
    const [written] = match;
    const end = match.index + written.length;
    if (written.startsWith("&")) {
      const text = decodeString(written);
      if (text === written) continue;
      add(match.index);
      block.push({ text, from: match.index, to: end });
    } else {
      add(match.index);
      const tag = match.groups?.tag?.toLowerCase();
      if (tag && BLOCKS.has(tag)) close();
      else if (tag === "td" || tag === "th") block.push({ text: " ", from: match.index, to: end });
    }
    done = end;
  }
  add(source.length);
  close();
  return blocks;
}
