/** A curve over the length of a story or a run, with its interval as a band; the same numbers as a table on demand. */
import { number, t } from "../../app/catalogue";
import { axis, groups, placed, written, type Part, type Row } from "./parts";

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 44;
const FOOT = 22;
const LINES = 6;

export function Line({ part }: { part: Part }) {
  const ends = axis(part.show, part.rows, part.scale);
  const x = (at: number) => LEFT + placed(at, [0, 1], WIDTH - LEFT - 8);
  const y = (value: number) => HEIGHT - FOOT - placed(value, ends, HEIGHT - FOOT - 8);
  const names = groups(part).slice(0, LINES);
  const of = (name: string) => part.rows.filter((row) => row.group === name && row.estimate !== null);
  const ticks = [ends[0], (ends[0] + ends[1]) / 2, ends[1]];
  return (
    <figure className="result-line">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={part.title}>
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="track" x1={LEFT} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text className="tick" x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
              {written(part.show, tick)}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((at) => (
          <text key={at} className="tick" x={x(at)} y={HEIGHT - 4} textAnchor={at === 1 ? "end" : "middle"}>
            {number(at, { style: "percent" })}
          </text>
        ))}
        {names.map((name, index) => (
          <g key={name} className={`line-${index + 1}`}>
            <path className="band" d={band(of(name), x, y)} />
            <polyline
              className="curve"
              points={of(name)
                .map((row) => `${x(row.at)},${y(row.estimate ?? 0)}`)
                .join(" ")}
            />
          </g>
        ))}
      </svg>
      {part.by && (
        <figcaption className="legend">
          {names.map((name, index) => (
            <span key={name} className={`line-${index + 1}`}>
              <svg width="18" height="8" aria-hidden="true">
                <polyline className="curve" points="0,4 18,4" />
              </svg>
              {name || t("results.all")}
            </span>
          ))}
        </figcaption>
      )}
      <details>
        <summary>{t("results.table")}</summary>
        <Numbers part={part} />
      </details>
    </figure>
  );
}

function Numbers({ part }: { part: Part }) {
  const spread = part.rows.some((row) => typeof row.spread === "number");
  return (
    <table className="figures">
      <thead>
        <tr>
          {part.by && <th>{t("results.group")}</th>}
          <th className="n">{t("results.place")}</th>
          <th className="n">{t("results.estimate")}</th>
          <th className="n">{t("results.interval")}</th>
          {spread && <th className="n">{t("results.spread")}</th>}
          <th className="n">{t("results.records")}</th>
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row) => (
          <tr key={`${row.group}/${row.at}`}>
            {part.by && <td>{row.group || t("results.all")}</td>}
            <td className="n num">{number(row.at, { style: "percent", maximumFractionDigits: 1 })}</td>
            <td className="n num">{written(part.show, row.estimate)}</td>
            <td className="n num">
              {row.low === null ? "–" : `${written(part.show, row.low)} – ${written(part.show, row.high)}`}
            </td>
            {spread && <td className="n num">{written("mean", row.spread)}</td>}
            <td className="n num">{row.records}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The outline of the interval: along its upper ends, and back along its lower ones. */
function band(rows: readonly Row[], x: (at: number) => number, y: (value: number) => number): string {
  const known = rows.filter((row) => row.low !== null && row.high !== null);
  if (known.length < 2) return "";
  const up = known.map((row) => `${x(row.at)},${y(row.high ?? 0)}`);
  const down = known.map((row) => `${x(row.at)},${y(row.low ?? 0)}`).reverse();
  return `M${[...up, ...down].join("L")}Z`;
}
