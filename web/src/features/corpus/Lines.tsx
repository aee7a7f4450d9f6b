/** Documents in a list: by title, or the passages that a search found. */
import { number, t } from "../../app/catalogue";
import { marked } from "../../fields/sources/passages";
import type { Hit, Listed } from "./documents";

interface Props {
  readonly documents?: readonly Listed[];
  readonly hits?: readonly Hit[];
  readonly words?: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Letters of a passage that are enough to know it by. */
const SHOWN = 220;

export function Lines({ documents = [], hits = [], words = "", chosen, onChoose }: Props) {
  const current = (id: string) => (id === chosen ? { "aria-current": "true" as const } : {});
  return (
    <ul className="plain corpus-lines">
      {documents.map((one) => (
        <li key={one.id}>
          <button type="button" {...current(one.id)} onClick={() => onChoose(one.id)}>
            <span dir="auto">{one.title}</span>
            <span className="quiet small num">{t("corpus.characters", { n: one.characters })}</span>
          </button>
        </li>
      ))}
      {hits.map((one) => (
        <li key={`${one.id} ${number(one.start)}`}>
          <button type="button" {...current(one.id)} onClick={() => onChoose(one.id)}>
            <span dir="auto">{one.title}</span>
            <span className="quiet small" dir="auto">
              {marked(around(one.text, words), words).map((piece, at) =>
                piece.hit ? <b key={at}>{piece.text}</b> : <span key={at}>{piece.text}</span>,
              )}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The passage from a little before the first of the words. */
function around(text: string, words: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  const before = marked(plain, words).findIndex((piece) => piece.hit);
  const lead = before > 0 ? (marked(plain, words)[0]?.text.length ?? 0) : 0;
  const from = lead > 60 ? lead - 40 : 0;
  const cut = [...plain.slice(from)].slice(0, SHOWN).join("");
  return `${from ? "… " : ""}${cut}${from + cut.length < plain.length ? " …" : ""}`;
}
