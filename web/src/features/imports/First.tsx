/** The first records as the people who answer will see them: the builder's own preview. */
import { useState } from "react";

import type { Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { Preview } from "../builder/Preview";
import type { Shown } from "../builder/useChecked";
import "../builder/builder.css";

export function First({ spec, records }: { spec: Spec; records: readonly Shown[] }) {
  const [wanted, go] = useState(0);
  const at = Math.min(wanted, records.length - 1);
  const shown = records[at];
  const stage = spec.stages[0]?.name ?? "";
  if (!shown) return null;
  return (
    <section aria-labelledby="import-first" className="import-first">
      <div className="page-head">
        <h2 id="import-first">{t("import.first")}</h2>
        <span className="small quiet num">
          {t("import.firstOf", { at: at + 1, n: records.length, id: shown.record.id })}
        </span>
        <button type="button" className="button edge small" disabled={at === 0} onClick={() => go(at - 1)}>
          {t("import.earlier")}
        </button>
        <button
          type="button"
          className="button edge small"
          disabled={at === records.length - 1}
          onClick={() => go(at + 1)}
        >
          {t("import.later")}
        </button>
      </div>
      <div className="import-desk">
        <Preview spec={spec} shown={shown} stage={stage} />
      </div>
    </section>
  );
}
