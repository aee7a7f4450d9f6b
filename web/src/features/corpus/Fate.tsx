/** What becomes of the answers that quote a document, in words. */
import { t } from "../../app/catalogue";
import type { Fates } from "./documents";

export function Fate({ fates: { stay, moved, gone } }: { fates: Fates }) {
  if (!stay && !moved && !gone) return <p className="quiet small">{t("corpus.fate.none")}</p>;
  return (
    <div role="status">
      <ul className="plain small">
        {stay > 0 && <li>{t("corpus.fate.stay", { n: stay })}</li>}
        {moved > 0 && <li>{t("corpus.fate.moved", { n: moved })}</li>}
        {gone > 0 && <li className="warn">{t("corpus.fate.gone", { n: gone })}</li>}
      </ul>
    </div>
  );
}
