/** HTML as its text. */
import { useMemo } from "react";

import { run } from "../../anchors/contract";
import { LongList } from "../content/LongList";
import type { Piece } from "../content/align";
import { htmlBlocks } from "./html";

/** Beyond this many blocks only those in view are in the page. */
const MANY = 300;

interface Props {
  readonly text: string;
  readonly lang?: string | undefined;
  readonly dir?: string | undefined;
}

export function HtmlText({ text, lang, dir = "auto" }: Props) {
  const blocks = useMemo(() => htmlBlocks(text), [text]);
  const show = (block: readonly Piece[]) => (
    <p className="html-block">
      {block.map((piece) => (
        <span key={piece.from} {...run(piece.from, piece.to)}>
          {piece.text}
        </span>
      ))}
    </p>
  );
  return (
    <div className="read" lang={lang} dir={dir}>
      {blocks.length > MANY ? (
        <LongList parts={blocks} render={show} />
      ) : (
        blocks.map((block, at) => <div key={at}>{show(block)}</div>)
      )}
    </div>
  );
}
