/** Which values two people give to the same record: the diagonal is agreement, the rest is what is confused. */
import { number, t } from "../../app/catalogue";
import type { Part } from "./parts";

export function Matrix({ part }: { part: Part }) {
  const names = part.names ?? [];
  const matrix = part.matrix ?? [];
  if (!names.length) return <p className="quiet">{t("results.twoNeeded")}</p>;
  return (
    <>
      <p className="quiet small">{t("results.people")}</p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={part.title}>
        <table className="matrix">
          <thead>
            <tr>
              <td />
              {names.map((name) => (
                <th key={name} scope="col" dir="auto">
                  <span>{last(name)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name, row) => (
              <tr key={name}>
                <th scope="row" dir="auto" title={name}>
                  {last(name)}
                </th>
                {names.map((other, column) => (
                  <td
                    key={other}
                    className={row === column ? "same" : undefined}
                    data-heat={heat(matrix[row]?.[column] ?? 0, matrix[row] ?? [])}
                  >
                    {matrix[row]?.[column] ? number(matrix[row][column], { maximumFractionDigits: 1 }) : ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The last part of a nested value: the whole would not fit a column. */
const last = (name: string) => name.slice(name.lastIndexOf("/") + 1);

/** 0 to 5: the share of its row. */
function heat(value: number, row: readonly number[]): number {
  const sum = row.reduce((a, b) => a + b, 0);
  return sum && value ? Math.max(1, Math.round((value / sum) * 5)) : 0;
}
