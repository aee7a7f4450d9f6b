/** A person's answers over time: a small line for a table, or a large one with what changed and when. */
import { day, number, t } from "../../app/catalogue";
import type { Line } from "./people";

const two = (value: number) => number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function places(line: Line, width: number, height: number): readonly (readonly [number, number])[] {
  const step = width / Math.max(1, line.points.length - 1);
  return line.points.map((point, at) => [
    Math.round(at * step * 10) / 10,
    Math.round((1 - Math.min(1, Math.max(0, point.mean))) * height * 10) / 10,
  ]);
}

const drawn = (some: readonly (readonly [number, number])[]) => some.map(([x, y]) => `${x},${y}`).join(" ");

function ends(line: Line): string {
  const first = line.points[0]?.mean ?? 0;
  const last = line.points.at(-1)?.mean ?? 0;
  return t("persons.line", { first: two(first), last: two(last) });
}

/** Whether a change is more than chance. */
const sure = (line: Line) => line.change !== null && line.change.p < 0.01;

export function Spark({ line }: { line: Line }) {
  if (!line.points.length) return <span className="quiet">–</span>;
  return (
    <svg className="spark" width="96" height="24" role="img" aria-label={ends(line)}>
      <g transform="translate(2 2)">
        <polyline points={drawn(places(line, 92, 20))} className={sure(line) ? "changed" : ""} />
      </g>
    </svg>
  );
}

const WIDE = 620;
const HIGH = 150;

export function Course({ line }: { line: Line }) {
  if (!line.points.length) return <p className="quiet">{t("persons.noLine", { why: line.why ?? "" })}</p>;
  const some = places(line, WIDE, HIGH);
  const { change, alarm } = line;
  const changed = change && sure(line) ? some[change.at] : undefined;
  const at = (index: number) => day(line.points[index]?.until ?? "");
  return (
    <figure className="course">
      <figcaption>
        {t(`persons.of.${line.of}`)} <span className="quiet num">{t("persons.n", { n: line.n })}</span>
      </figcaption>
      <svg viewBox={`-46 -8 ${WIDE + 56} ${HIGH + 34}`} role="img" aria-label={ends(line)}>
        {[0, 0.5, 1].map((level) => (
          <g key={level}>
            <line className="grid" x1="0" x2={WIDE} y1={(1 - level) * HIGH} y2={(1 - level) * HIGH} />
            <text x="-8" y={(1 - level) * HIGH + 4} textAnchor="end">
              {number(level, { style: "percent" })}
            </text>
          </g>
        ))}
        {alarm !== null && some[alarm] && (
          <rect className="alarm" x={some[alarm][0]} y="0" width={WIDE - some[alarm][0]} height={HIGH} />
        )}
        {changed && <line className="change" x1={changed[0]} x2={changed[0]} y1="-4" y2={HIGH} />}
        <polyline points={drawn(some)} />
        {some.map(([x, y], index) => (
          <circle key={x} cx={x} cy={y} r="2.5">
            <title>{`${at(index)}: ${two(line.points[index]?.mean ?? 0)}`}</title>
          </circle>
        ))}
        <text x="0" y={HIGH + 20}>
          {at(0)}
        </text>
        <text x={WIDE} y={HIGH + 20} textAnchor="end">
          {at(line.points.length - 1)}
        </text>
      </svg>
      {change && sure(line) && (
        <p className="num">
          {t("persons.change", {
            day: at(change.at),
            before: two(change.before),
            after: two(change.after),
            p: number(change.p, { maximumSignificantDigits: 1 }),
          })}
        </p>
      )}
      {alarm !== null && <p className="num">{t("persons.alarm", { day: at(alarm) })}</p>}
    </figure>
  );
}
