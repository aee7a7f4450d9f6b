/** Before, after and the difference between them. */
import { t } from "../../app/catalogue";
import { written, type Part } from "./parts";
import { Range } from "./Range";

export function Changes({ part }: { part: Part }) {
  const all = part.rows.map((row) => row.change);
  return (
    <table className="figures result-rows">
      <thead>
        <tr>
          {part.by && <th>{part.by.replace(/^meta\./, "")}</th>}
          <th>{t("results.value")}</th>
          <th className="n">{t("results.before")}</th>
          <th className="n">{t("results.after")}</th>
          <th>{t("results.change")}</th>
          <th className="n">{t("results.interval")}</th>
          <th className="n">{t("results.records")}</th>
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row) => (
          <tr key={`${row.group}/${row.name}`}>
            {part.by && <td>{row.group || t("results.all")}</td>}
            <td dir="auto">{row.name}</td>
            <td className="n num">{written("mean", row.before.estimate)}</td>
            <td className="n num">{written("mean", row.after.estimate)}</td>
            <td>
              <span className="range-and-number">
                <Range show="change" figure={row.change} all={all} />
                <span className="num">{written("mean", row.change.estimate)}</span>
              </span>
            </td>
            <td className="n num quiet">
              {row.change.low === null
                ? t("results.one")
                : `${written("mean", row.change.low)} – ${written("mean", row.change.high)}`}
            </td>
            <td className="n num">{row.change.records}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
