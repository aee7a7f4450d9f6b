/** What the files were taken for, and what an import of them would do. */
import type { Spec } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { Columns } from "./Columns";
import { Faults } from "./Faults";
import { First } from "./First";
import type { How, Kind, Looked } from "./imports";
import { Said } from "./Said";

interface Props {
  readonly spec: Spec;
  readonly looked: Looked;
  readonly how: How;
  readonly asking: boolean;
  readonly busy: boolean;
  readonly onHow: (how: How) => void;
  readonly onForget: () => void;
  readonly onImport: () => void;
}

export function Found({ spec, looked, how, asking, busy, onHow, onForget, onImport }: Props) {
  const { kinds, fit, refused, complete, what } = looked;
  const format = how.format === "auto" && kinds.length === 1 ? (kinds[0]?.format ?? "auto") : how.format;
  const total = fit + refused;
  return (
    <>
      <section aria-labelledby="import-taken">
        <h2 id="import-taken">{t("import.taken")}</h2>
        <ul className="plain import-kinds">
          {kinds.map((kind) => (
            <KindLine key={kind.format ?? ""} kind={kind} />
          ))}
        </ul>
        <div className="import-choices">
          <label className="import-choice">
            {t("import.readAs")}
            <select value={format} onChange={(event) => onHow({ ...how, format: event.target.value, mapping: null })}>
              <option value="auto">{t("import.auto")}</option>
              {looked.formats.map((one) => (
                <option key={one.name} value={one.name}>
                  {one.title}
                </option>
              ))}
            </select>
          </label>
          <label className="import-choice">
            {t("import.rowsAre")}
            <select value={what} onChange={(event) => onHow({ ...how, what: event.target.value as How["what"] })}>
              <option value="records">{t("import.records")}</option>
              <option value="responses">{t("import.responses")}</option>
            </select>
          </label>
        </div>
      </section>
      {looked.columns.length > 0 && (
        <Columns
          looked={looked}
          mapping={how.mapping ?? looked.mapping}
          onMap={(mapping) => onHow({ ...how, mapping })}
        />
      )}
      <section aria-labelledby="import-would">
        <h2 id="import-would">{t("import.would")}</h2>
        <p role="status" className="num" aria-busy={asking}>
          {what === "responses"
            ? t("import.checkedLater", { n: total })
            : t(complete ? "import.all" : "import.begun", {
                n: total,
                fit: number(fit),
                refused: number(refused),
              })}
        </p>
        <Said responses={looked.responses} kept={looked.kept} mended={looked.mended} />
        <Faults faults={looked.faults} />
        <p className="import-ways">
          <button
            type="button"
            className="button do"
            disabled={busy || asking || (what === "records" && fit === 0)}
            onClick={onImport}
          >
            {t("import.bring")}
          </button>
          <button type="button" className="button edge" onClick={onForget}>
            {t("import.others")}
          </button>
        </p>
      </section>
      {looked.records.length > 0 && <First spec={spec} records={looked.records} />}
    </>
  );
}

function KindLine({ kind }: { kind: Kind }) {
  const names = kind.names.join(", ");
  const more = kind.files - kind.names.length;
  return (
    <li>
      <b dir="auto">{more > 0 ? t("import.andMore", { names, n: more }) : names}</b>
      {": "}
      {kind.format === null && t("import.nothingKnown")}
      {kind.format !== null && (kind.why ? t("import.because", { title: kind.title, why: kind.why }) : kind.title)}
    </li>
  );
}
