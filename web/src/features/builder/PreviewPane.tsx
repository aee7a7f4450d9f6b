/** The preview with what chooses it: the record, the stage, a record of one's own; and why there is none. */
import { useState } from "react";

import type { Json } from "../../api/shapes";
import { ProblemBox } from "../../parts/ProblemBox";
import { Preview } from "./Preview";
import type { Checked } from "./useChecked";
import type { Records } from "./useRecords";
import { t } from "./words";

interface Props {
  readonly checked: Checked;
  readonly good: Checked;
  readonly records: Records;
  readonly wide: boolean;
  readonly onWide: (wide: boolean) => void;
}

export function PreviewPane({ checked, good, records, wide, onWide }: Props) {
  const [stage, setStage] = useState("");
  const { spec, shown, record_faults } = good;
  const stages = spec?.stages.map((one) => one.name) ?? [];
  const at = stages.includes(stage) ? stage : (stages[0] ?? "");
  return (
    <section className="builder-preview" aria-labelledby="builder-preview">
      <header>
        <h2 id="builder-preview">{t("builder.preview")}</h2>
        {records.count > 0 && (
          <>
            <span className="small quiet num">{t("builder.previewOf", { at: records.at + 1, n: records.count })}</span>
            <button
              type="button"
              className="button edge small"
              disabled={records.at === 0}
              onClick={() => records.go(records.at - 1)}
            >
              {t("builder.earlier")}
            </button>
            <button
              type="button"
              className="button edge small"
              disabled={records.at >= records.count - 1}
              onClick={() => records.go(records.at + 1)}
            >
              {t("builder.later")}
            </button>
          </>
        )}
        {stages.length > 1 && (
          <label className="small builder-stage-choice">
            {t("builder.stage")}{" "}
            <select value={at} onChange={(event) => setStage(event.target.value)}>
              {stages.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="button edge small push" aria-pressed={wide} onClick={() => onWide(!wide)}>
          {t(wide ? "builder.narrow" : "builder.wide")}
        </button>
      </header>
      {records.error != null && <ProblemBox error={records.error} />}
      {checked.faults.length > 0 && shown && <p className="work-notice small">{t("builder.previewOld")}</p>}
      {record_faults.length > 0 && (
        <div className="builder-misfit small" role="status">
          <p>{t("builder.misfit")}</p>
          <ul>
            {record_faults.slice(0, 5).map((fault) => (
              <li key={fault.pointer + fault.code}>
                <code>{fault.pointer || "/"}</code> {fault.message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {spec && shown && <Preview spec={spec} shown={shown} stage={at} />}
      <Own key={records.count ? "some" : "none"} records={records} />
    </section>
  );
}

function Own({ records }: { records: Records }) {
  const [problem, setProblem] = useState("");
  const look = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    try {
      records.setOwn(JSON.parse(String(new FormData(event.currentTarget).get("record"))) as Json);
      setProblem("");
    } catch (error) {
      setProblem(t("builder.notJson", { why: (error as Error).message }));
    }
  };
  return (
    <details className="builder-own" open={records.count === 0 && records.own === undefined}>
      <summary>{t("builder.own")}</summary>
      {records.count === 0 && <p className="small quiet">{t("builder.noRecord")}</p>}
      <form onSubmit={look}>
        <label className="builder-field">
          {t("builder.ownHelp")}
          <textarea name="record" rows={5} spellCheck={false} dir="auto" defaultValue={'{"id": "1", "values": {}}'} />
        </label>
        {problem && (
          <p className="bad small" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" className="button edge small">
          {t("builder.look")}
        </button>
      </form>
    </details>
  );
}
