/** Shares, rates, scores and means: a row each, with its interval drawn on one axis. */
import { t } from "../../app/catalogue";
import { written, type Part } from "./parts";
import { Range } from "./Range";

export function Rows({ part }: { part: Part }) {
  const named = part.rows.some((row) => row.name);
  const grouped = Boolean(part.by);
  return (
    <table className="figures result-rows">
      <thead>
        <tr>
          {grouped && <th>{part.by?.replace(/^meta\./, "")}</th>}
          {named && <th>{t("results.value")}</th>}
          <th aria-label={t("results.chart")} />
          <th className="n">{t(`results.unit.${part.show}`)}</th>
          <th className="n">{t("results.interval")}</th>
          <th className="n">{t("results.records")}</th>
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row, at) => (
          <tr key={`${row.group}/${row.name}`} data-estimate={row.estimate}>
            {grouped && <td>{at && part.rows[at - 1]?.group === row.group ? "" : row.group || t("results.all")}</td>}
            {named && <td dir="auto">{row.name}</td>}
            <td>
              <Range show={part.show} figure={row} all={part.rows} scale={part.scale} />
            </td>
            <td className="n num">{written(part.show, row.estimate)}</td>
            <td className="n num quiet">
              {row.low === null ? t("results.one") : `${written(part.show, row.low)} – ${written(part.show, row.high)}`}
            </td>
            <td className="n num">{row.records}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
