/** Is it on track: what is done, the pace, when it will be done and what it costs, each estimate with its range. */
import { Link } from "react-router";

import { day, money, number, t } from "../../app/catalogue";
import { Count } from "../../parts/Count";
import type { Overview } from "./overview";

const HIGH = 56; // of the tallest day
const WIDE = 14; // of a day

interface FigureProps {
  readonly value: string;
  readonly words: string;
  readonly note?: string | null;
  /** The records or people that it counts. */
  readonly to: string;
}

function Figure({ value, words, note, to }: FigureProps) {
  return (
    <Link to={to} className="figure-link">
      <b className="num">{value}</b> <span className="quiet">{words}</span>
      {note && <span className="quiet small num">{note}</span>}
    </Link>
  );
}

function Finish({ forecast, to }: { forecast: Overview["forecast"]; to: string }) {
  const { finish, low, high, why } = forecast;
  const words = t("overview.finish");
  if (!finish) return <Figure to={to} value="–" words={words} note={t("overview.noFinish", { why: why ?? "" })} />;
  const range = low && high ? t("overview.range", { low: day(low), high: day(high) }) : null;
  return <Figure to={to} value={day(finish)} words={words} note={range} />;
}

function Cost({ cost, to }: { cost: NonNullable<Overview["cost"]>; to: string }) {
  const { rate, spent, left, low, high, why } = cost;
  const written = (amount: string) => money(amount, rate.currency);
  const range = low && high && low !== high ? t("overview.costRange", { low: written(low), high: written(high) }) : why;
  const per = `${written(rate.amount)} / ${t(`pay.${rate.per}`)}`;
  return (
    <>
      <Figure to={to} value={written(spent)} words={t("overview.spent")} note={per} />
      <Figure to={to} value={left ? written(left) : "–"} words={t("overview.costLeft")} note={range} />
    </>
  );
}

/** A bar for each day; the numbers are in the table that a screen reader hears. */
function Days({ days }: { days: Overview["days"] }) {
  const most = Math.max(1, ...days.map((one) => one.answers));
  return (
    <figure className="days">
      <figcaption className="quiet small">{t("overview.days", { n: most })}</figcaption>
      <svg width={days.length * WIDE} height={HIGH + 2} aria-hidden="true">
        {days.map((one, at) => {
          const height = one.answers ? Math.max(2, Math.round((one.answers / most) * HIGH)) : 1;
          return (
            <rect
              key={one.day}
              className={at === days.length - 1 ? "today" : ""}
              x={at * WIDE}
              y={HIGH + 1 - height}
              width={WIDE - 3}
              height={height}
              rx="1"
            >
              <title>{t("overview.dayOf", { day: day(one.day), n: one.answers })}</title>
            </rect>
          );
        })}
      </svg>
      <ul className="hidden">
        {days.map((one) => (
          <li key={one.day}>{t("overview.dayOf", { day: day(one.day), n: one.answers })}</li>
        ))}
      </ul>
      <div className="quiet small num ends" aria-hidden="true">
        <span>{days[0] && day(days[0].day)}</span>
        <span>{t("overview.now")}</span>
      </div>
    </figure>
  );
}

function Stages({ base, stages }: { base: string; stages: Overview["stages"] }) {
  return (
    <div className="scroll-x">
      <table className="figures" aria-label={t("overview.byStage")}>
        <thead>
          <tr>
            <th scope="col">{t("overview.stage")}</th>
            <th scope="col" className="n">
              {t("overview.stageDone")}
            </th>
            <th scope="col" className="n">
              {t("overview.open")}
            </th>
            <th scope="col" className="n">
              {t("overview.wanted")}
            </th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => {
            const list = `${base}/records?stage=${encodeURIComponent(stage.name)}`;
            return (
              <tr key={stage.name}>
                <th scope="row">
                  <Link to={list}>{stage.name}</Link>
                </th>
                <td className="n num">
                  <Count n={stage.done} to={`${list}&state=done`} />
                </td>
                <td className="n num">
                  <Count n={stage.open} to={`${list}&state=open`} />
                </td>
                <td className="n num">
                  <Count n={stage.wanted} to={`${list}&state=open`} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function Track({ name, data }: { name: string; data: Overview }) {
  const { records, days, cost } = data;
  const base = `/p/${encodeURIComponent(name)}`;
  const today = days.at(-1)?.answers ?? 0;
  const open = `${base}/records?state=open`;
  return (
    <>
      <progress
        className="whole"
        max={records.total || 1}
        value={records.done}
        aria-label={`${number(records.done)} ${t("overview.done", { n: records.total })}`}
      />
      <div className="big-figures">
        <Figure
          to={`${base}/records?state=done`}
          value={number(records.done)}
          words={t("overview.done", { n: records.total })}
        />
        <Figure to={`${base}/people`} value={number(today)} words={t("overview.today", { n: data.working })} />
        <Figure to={open} value={number(data.left)} words={t("overview.left", { n: data.left })} />
        <Finish to={open} forecast={data.forecast} />
        {cost && <Cost to={`${base}/pay`} cost={cost} />}
      </div>
      <div className="track-more">
        {days.length > 1 && <Days days={days} />}
        {data.stages.length > 1 && <Stages base={base} stages={data.stages} />}
      </div>
    </>
  );
}
