/** Numbers after each revision with their intervals, and the difference to the round before; the same as a table. */
import { number, t } from "../../app/catalogue";
import { axis, groups, placed, written, type Part, type Row } from "./parts";

const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 44;
const FOOT = 24;
const LINES = 6;

export function Rounds({ part }: { part: Part }) {
  const ends = axis(part.show, part.rows);
  const last = Math.max(1, ...part.rows.map((row) => row.at));
  const x = (at: number) => LEFT + 24 + placed(at, [0, last], WIDTH - LEFT - 56);
  const y = (value: number) => HEIGHT - FOOT - placed(value, ends, HEIGHT - FOOT - 8);
  const names = groups(part).slice(0, LINES);
  const of = (name: string) => part.rows.filter((row) => row.group === name && row.estimate !== null);
  const rounds = [...new Set(part.rows.map((row) => row.at))];
  return (
    <figure className="result-line">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={part.title}>
        {[ends[0], (ends[0] + ends[1]) / 2, ends[1]].map((tick) => (
          <g key={tick}>
            <line className="track" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text className="tick" x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {written(part.show, tick)}
            </text>
          </g>
        ))}
        {rounds.map((at) => (
          <text key={at} className="tick" x={x(at)} y={HEIGHT - 6} textAnchor="middle">
            {roundName(at)}
          </text>
        ))}
        {names.map((name, index) => (
          <g key={name} className={`line-${index + 1}`}>
            <polyline
              className="curve"
              points={of(name)
                .map((row) => `${x(row.at)},${y(row.estimate ?? 0)}`)
                .join(" ")}
            />
            {of(name).map((row) => (
              <g key={row.at}>
                {row.low !== null && row.high !== null && (
                  <line className="curve" x1={x(row.at)} x2={x(row.at)} y1={y(row.low)} y2={y(row.high)} />
                )}
                <circle className="round-point" cx={x(row.at)} cy={y(row.estimate ?? 0)} r="4" />
              </g>
            ))}
          </g>
        ))}
      </svg>
      <Numbers part={part} />
    </figure>
  );
}

function roundName(at: number): string {
  return at === 0 ? t("results.draft") : t("results.revision", { n: at });
}

function Numbers({ part }: { part: Part }) {
  return (
    <table className="figures">
      <thead>
        <tr>
          {part.by && <th>{t("results.group")}</th>}
          <th>{t("results.round")}</th>
          <th className="n">{t("results.estimate")}</th>
          <th className="n">{t("results.interval")}</th>
          <th className="n">{t("results.delta")}</th>
          <th className="n">{t("results.records")}</th>
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row) => (
          <tr key={`${row.group}/${row.at}`}>
            {part.by && <td>{row.group || t("results.all")}</td>}
            <td>{roundName(row.at)}</td>
            <td className="n num">{written(part.show, row.estimate)}</td>
            <td className="n num">{interval(part, row)}</td>
            <td className="n num">{delta(part, row)}</td>
            <td className="n num">{number(row.records)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function interval(part: Part, row: Pick<Row, "low" | "high">): string {
  return row.low === null || row.high === null
    ? "–"
    : `${written(part.show, row.low)} – ${written(part.show, row.high)}`;
}

function delta(part: Part, { change }: Row): string {
  if (!change || change.estimate === null) return "–";
  const said = `${change.estimate > 0 ? "+" : ""}${written(part.show, change.estimate)}`;
  return change.low === null ? said : `${said} (${interval(part, change)})`;
}
