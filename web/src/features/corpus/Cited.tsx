/** The answers that point into a document: what they quote, who said it of which record, and whether it still stands there. */
import { Link } from "react-router";

import { t } from "../../app/catalogue";
import type { Citation } from "./documents";

interface Props {
  readonly name: string;
  readonly citations: readonly Citation[];
  readonly more: boolean;
}

export function Cited({ name, citations, more }: Props) {
  if (citations.length === 0) return <p className="quiet small">{t("corpus.uncited")}</p>;
  return (
    <details className="corpus-cited" open={citations.length <= 5}>
      <summary>{t(more ? "corpus.citedMore" : "corpus.cited", { n: citations.length })}</summary>
      <ul className="plain">
        {citations.map((one, at) => (
          <li key={at}>
            <span dir="auto">{one.quote ? `“${one.quote}”` : t("corpus.whole")}</span>
            <span className="quiet small">
              {one.label && <>{one.label} · </>}
              <Link to={`/p/${encodeURIComponent(name)}/records/${encodeURIComponent(one.record)}`}>
                {one.title || one.record}
              </Link>{" "}
              · {one.person} · {one.question}
              {one.holds === false && <b className="warn"> · {t("corpus.stale")}</b>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
