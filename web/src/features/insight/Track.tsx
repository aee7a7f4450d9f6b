/** Is it on track: what is done, the pace, when it will be done and what it costs, each estimate with its range. */
import { day, money, number, t } from "../../app/catalogue";
import type { Overview } from "./overview";

const HIGH = 56; // of the tallest day
const WIDE = 14; // of a day

function Figure({ value, words, note }: { value: string; words: string; note?: string | null }) {
  return (
    <div>
      <b className="num">{value}</b>
      <span className="quiet">{words}</span>
      {note && <span className="quiet small num">{note}</span>}
    </div>
  );
}

function Finish({ forecast }: { forecast: Overview["forecast"] }) {
  const { finish, low, high, why } = forecast;
  if (!finish)
    return <Figure value="–" words={t("overview.finish")} note={t("overview.noFinish", { why: why ?? "" })} />;
  const range = low && high ? t("overview.range", { low: day(low), high: day(high) }) : null;
  return <Figure value={day(finish)} words={t("overview.finish")} note={range} />;
}

function Cost({ cost }: { cost: NonNullable<Overview["cost"]> }) {
  const { rate, spent, left, low, high, why } = cost;
  const written = (amount: string) => money(amount, rate.currency);
  const range = low && high && low !== high ? t("overview.costRange", { low: written(low), high: written(high) }) : why;
  return (
    <>
      <Figure
        value={written(spent)}
        words={t("overview.spent")}
        note={`${written(rate.amount)} / ${t(`pay.${rate.per}`)}`}
      />
      <Figure value={left ? written(left) : "–"} words={t("overview.costLeft")} note={range} />
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

function Stages({ stages }: { stages: Overview["stages"] }) {
  return (
    <div className="scroll-x">
      <table className="figures" aria-label={t("overview.byStage")}>
        <thead>
          <tr>
            <th>{t("overview.stage")}</th>
            <th className="n">{t("overview.stageDone")}</th>
            <th className="n">{t("overview.open")}</th>
            <th className="n">{t("overview.wanted")}</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={stage.name}>
              <td>{stage.name}</td>
              <td className="n num">{number(stage.done)}</td>
              <td className="n num">{number(stage.open)}</td>
              <td className="n num">{number(stage.wanted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Track({ data }: { data: Overview }) {
  const { records, days, cost } = data;
  const today = days.at(-1)?.answers ?? 0;
  return (
    <>
      <progress
        className="whole"
        max={records.total || 1}
        value={records.done}
        aria-label={`${number(records.done)} ${t("overview.done", { n: records.total })}`}
      />
      <div className="big-figures">
        <Figure value={number(records.done)} words={t("overview.done", { n: records.total })} />
        <Figure value={number(today)} words={t("overview.today", { n: data.working })} />
        <Figure value={number(data.left)} words={t("overview.left", { n: data.left })} />
        <Finish forecast={data.forecast} />
        {cost && <Cost cost={cost} />}
      </div>
      {days.length > 1 && <Days days={days} />}
      {data.stages.length > 1 && <Stages stages={data.stages} />}
    </>
  );
}
