/** Everybody who worked in a project, side by side: how much, how fast, how far to be trusted. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { number, t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Spark } from "./Course";
import { peopleQuery, type Person, type Share } from "./people";
import "../../parts/page.css";
import "./persons.css";

const percent = (value: number) => number(value, { style: "percent" });

/** A share with its range under it, and how much it rests on. */
export function ShareCell({ share }: { share: Share | null }) {
  if (!share) return <span className="quiet">–</span>;
  const { estimate, low, high, n } = share;
  return (
    <span className="share">
      <span className="num">{percent(estimate)}</span>
      <span className="quiet small num">
        {low !== null && high !== null && `${number(100 * low, { maximumFractionDigits: 0 })}–${percent(high)}`}{" "}
        {t("persons.n", { n })}
      </span>
    </span>
  );
}

function Row({ name, one }: { name: string; one: Person }) {
  return (
    <tr>
      <th scope="row">
        <Link to={`/p/${encodeURIComponent(name)}/people/${encodeURIComponent(one.name)}`}>{one.name}</Link>
        {one.imported && <span className="quiet small"> {t("people.imported")}</span>}
        {one.flags.length > 0 && (
          <span className="flags small">{one.flags.map((flag) => t(`persons.flag.${flag}`)).join(", ")}</span>
        )}
      </th>
      <td className="n num">{number(one.answered)}</td>
      <td className="n num">{number(one.today)}</td>
      <td className="n num">{number(one.skipped)}</td>
      <td className="n num">
        {one.median_seconds === null ? "–" : number(one.median_seconds, { maximumFractionDigits: 1 })}
      </td>
      <td className="n">
        <ShareCell share={one.agreement} />
      </td>
      <td className="n">
        <ShareCell share={one.gold} />
      </td>
      <td className="n">
        <ShareCell share={one.skill} />
      </td>
      <td>{one.line ? <Spark line={one.line} /> : <span className="quiet">–</span>}</td>
    </tr>
  );
}

export function PeopleTable({ name }: { name: string }) {
  const { data, error, isPending, refetch } = useQuery(peopleQuery(name));
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton lines={6} />;
  if (!data.people.length) return <p className="quiet">{t("people.none")}</p>;
  return (
    <>
      <div className="scroll-x">
        <table className="figures persons">
          <thead>
            <tr>
              <th>{t("people.person")}</th>
              <th className="n">{t("persons.answered")}</th>
              <th className="n">{t("persons.today")}</th>
              <th className="n">{t("persons.skipped")}</th>
              <th className="n">{t("persons.seconds")}</th>
              <th className="n">{t("persons.agreement")}</th>
              <th className="n">{t("persons.gold")}</th>
              <th className="n">{t("persons.skill")}</th>
              <th>{t("persons.time")}</th>
            </tr>
          </thead>
          <tbody>
            {data.people.map((one) => (
              <Row key={one.name} name={name} one={one} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet small">
        {t("persons.explain")} {t("persons.madeAt", { when: when(data.made_at) })}
      </p>
    </>
  );
}
