/** What was found: passages with the words marked, best first. */
import { t } from "../../app/catalogue";
import { marked, type Hit } from "./passages";
import { titleOf, type Source } from "./Reading";

/** A passage with its document. */
export interface Found {
  readonly hit: Hit;
  readonly document: Source;
  /** Where the passage lies in a document of the project's corpus, which need not be here. */
  readonly corpus?: { readonly start: number; readonly end: number };
}

interface Props {
  readonly words: string;
  readonly found: readonly Found[];
  readonly current: number;
  /** The id that the search field says is current. */
  readonly idOf: (at: number) => string;
  readonly listId: string;
  readonly onChoose: (at: number) => void;
}

/** The beginning of a passage is enough to know it by. */
const SHOWN = 320;

export function Hits({ words, found, current, idOf, listId, onChoose }: Props) {
  return (
    <ul className="hits" id={listId} role="listbox" aria-label={t("fields.passages", { n: found.length })}>
      {found.map((one, at) => {
        const text = one.document.text.slice(one.hit.from, one.hit.to);
        return (
          // the search field has the keys; the mouse may press a passage
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <li
            key={one.corpus ? `${one.document.id}:${one.corpus.start}` : `${one.hit.document}:${one.hit.from}`}
            id={idOf(at)}
            role="option"
            aria-selected={at === current}
            className="hit"
            onClick={() => onChoose(at)}
          >
            <span className="name" dir="auto">
              {titleOf(one.document, one.hit.document)}
              {one.corpus && <span className="chip-note">{t("fields.corpus")}</span>}
            </span>
            <span className="hit-text" dir="auto">
              <Excerpt text={text} words={words} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The passage around the first of the words. */
function Excerpt({ text, words }: { text: string; words: string }) {
  const pieces = marked(text.replace(/\s+/g, " ").trim(), words);
  const first = pieces.findIndex((piece) => piece.hit);
  const before = pieces
    .slice(0, Math.max(0, first))
    .map((piece) => piece.text)
    .join("");
  const lead = before.length > 80 ? `… ${before.slice(before.indexOf(" ", before.length - 80) + 1)}` : before;
  return (
    <>
      {lead}
      {cut(pieces.slice(Math.max(0, first))).map((piece, at) =>
        piece.hit ? <b key={at}>{piece.text}</b> : <span key={at}>{piece.text}</span>,
      )}
    </>
  );
}

/** The first pieces, of so many characters together. */
function cut(pieces: ReturnType<typeof marked>): ReturnType<typeof marked> {
  const out: { text: string; hit: boolean }[] = [];
  let left = SHOWN;
  for (const { text, hit } of pieces) {
    out.push({ text: text.length > left ? `${text.slice(0, left)} …` : text, hit });
    left -= text.length;
    if (left <= 0) break;
  }
  return out;
}
