/** One person's work in a project: for the lead, and in the same words for the person. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { projectQuery } from "../../api/queries";
import { number, t, when } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Interval } from "../insight/Interval";
import { Course } from "./Course";
import { personQuery, type One, type Share } from "./people";
import "../../parts/page.css";
import "./persons.css";

function Figure({ value, words, note }: { value: string; words: string; note?: string }) {
  return (
    <div>
      <b className="num">{value}</b>
      <span className="quiet">{words}</span>
      {note && <span className="quiet small num">{note}</span>}
    </div>
  );
}

function Work({ one, seconds }: { one: One["person"]; seconds: number | null }) {
  const tenth = (value: number) => number(value, { maximumFractionDigits: 1 });
  const hours = one.active_seconds === null ? "–" : t("persons.hoursOf", { n: tenth(one.active_seconds / 3600) });
  const others = seconds === null ? [] : [t("persons.others", { n: tenth(seconds) })];
  const left = one.time_outliers ? [t("persons.outliers", { n: one.time_outliers })] : [];
  const pace = one.pace === null ? undefined : t("persons.compare", { n: tenth(one.pace) });
  return (
    <div className="big-figures">
      <Figure value={number(one.answered)} words={t("persons.answered")} />
      <Figure value={number(one.today)} words={t("persons.today")} />
      <Figure value={hours} words={t("persons.hours")} {...(pace ? { note: pace } : {})} />
      <Figure
        value={one.median_seconds === null ? "–" : tenth(one.median_seconds)}
        words={t("persons.seconds")}
        note={[...others, ...left].join(" · ")}
      />
      <Figure value={number(one.skipped)} words={t("persons.skipped")} />
      <Figure value={number(one.expired)} words={t("persons.expired")} />
    </div>
  );
}

function Trust({ shares }: { shares: readonly (readonly [string, Share | null])[] }) {
  return (
    <table className="figures shares">
      <tbody>
        {shares.map(([words, share]) => (
          <tr key={words}>
            <th scope="row">{words}</th>
            <td className="n num">{share ? number(share.estimate, { style: "percent" }) : "–"}</td>
            <td>{share && <Interval figure={share} percent />}</td>
            <td className="quiet small num">{share && t("persons.n", { n: share.n })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Skips({ skips }: { skips: One["skips"] }) {
  return (
    <ul className="plain skips">
      {skips.map((skip) => (
        <li key={skip.reason ?? ""}>
          <span dir="auto">{skip.reason || t("persons.noReason")}</span> <span className="num">{number(skip.n)}</span>
        </li>
      ))}
    </ul>
  );
}

export function Component() {
  const { name = "", person = "" } = useParams();
  const { data: project } = useQuery(projectQuery(name));
  const { data, error, isPending, refetch } = useQuery(personQuery(name, person));
  const lead = atLeast(project?.role, "lead");
  const base = `/p/${encodeURIComponent(name)}`;
  const one = data?.person;
  const shares: (readonly [string, Share | null])[] = one
    ? [
        [t("persons.agreement"), one.agreement],
        ...(lead ? [[t("persons.gold"), one.gold] as const] : []),
        [t("persons.skill"), one.skill],
      ]
    : [];
  return (
    <div className="page lead-page">
      {lead && (
        <p>
          <Link to={`${base}/people`}>{t("persons.back")}</Link>
        </p>
      )}
      <div className="page-head">
        <h1 className="long">{person}</h1>
        {one && one.flags.length > 0 && (
          <span className="flags">{one.flags.map((flag) => t(`persons.flag.${flag}`)).join(", ")}</span>
        )}
      </div>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={8} />}
      {data && one && (
        <>
          <section aria-labelledby="person-work">
            <h2 id="person-work">{t("persons.work")}</h2>
            <Work one={one} seconds={data.median_seconds} />
            {lead && (
              <p>
                <Link to={`${base}/records?person=${encodeURIComponent(person)}`}>
                  {t("persons.records", { name: person })}
                </Link>
              </p>
            )}
          </section>
          <section aria-labelledby="person-trust">
            <h2 id="person-trust">{t(lead ? "persons.trust" : "persons.own")}</h2>
            <Trust shares={shares} />
            {one.line && <Course line={one.line} />}
          </section>
          {data.skips.length > 0 && (
            <section aria-labelledby="person-skips">
              <h2 id="person-skips">{t("persons.skips")}</h2>
              <Skips skips={data.skips} />
            </section>
          )}
          <p className="quiet small">
            {t("persons.explain")} {t("persons.madeAt", { when: when(data.made_at) })}
          </p>
        </>
      )}
    </div>
  );
}
