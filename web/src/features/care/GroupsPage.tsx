/** For leads: whether groups of people see differently. No group below the floor, nobody by name. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import { number } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

import "../../parts/page.css";
import "./care.css";

interface Group {
  readonly group: string;
  readonly people: number;
  readonly irr: number | null;
  readonly xrr: number | null;
  readonly gap: number | null;
  readonly p_adjusted: number | null;
  readonly difference: number | null;
  readonly difference_p_adjusted: number | null;
}

interface Report {
  readonly floor: number;
  readonly questions: readonly {
    readonly question: string;
    readonly groups: readonly Group[];
    readonly why: string | null;
  }[];
}

const BY = ["age", "gender", "region", "education", "native-language"] as const;

function figure(value: number | null): string {
  return value === null ? "–" : number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function Component() {
  const { name = "" } = useParams();
  const [by, setBy] = useState<(typeof BY)[number]>("age");
  const project = useQuery(projectQuery(name));
  const report = useQuery({
    queryKey: ["project", name, "groups", by],
    queryFn: ({ signal }) => api.get<Report>(path("/projects/", name, "/groups"), { signal, query: { attribute: by } }),
  });
  const whys = new Set(report.data?.questions.map((one) => one.why));
  const alike = whys.size === 1 ? [...whys][0] : null;
  return (
    <div className="page lead-page">
      <h1>{say("groups.title")}</h1>
      {report.data && <p className="quiet">{say("groups.body", { floor: report.data.floor })}</p>}
      <label className="field care-by">
        {say("groups.by")}
        <select value={by} onChange={(event) => setBy(event.target.value as typeof by)}>
          {BY.map((one) => (
            <option key={one} value={one}>
              {say(`about.attribute.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {report.isPending && <Skeleton />}
      {report.error && <ProblemBox error={report.error} />}
      {alike && <p>{alike}</p>}
      {!alike &&
        report.data?.questions.map((one) => (
          <section key={one.question} aria-labelledby={`groups-${one.question}`}>
            <h2 id={`groups-${one.question}`} dir="auto">
              {project.data?.spec.questions[one.question]?.title || one.question}
            </h2>
            {one.why ? <p className="quiet">{one.why}</p> : <Groups groups={one.groups} />}
          </section>
        ))}
    </div>
  );
}

function Groups({ groups }: { readonly groups: readonly Group[] }) {
  return (
    // it scrolls by itself where it is narrow, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-x" tabIndex={0} role="region" aria-label={say("groups.title")}>
      <table className="figures">
        <thead>
          <tr>
            <th>{say("groups.group")}</th>
            <th className="n">{say("groups.people")}</th>
            <th className="n">{say("groups.within")}</th>
            <th className="n">{say("groups.across")}</th>
            <th className="n">{say("groups.gap")}</th>
            <th className="n">{say("groups.p")}</th>
            <th className="n">{say("groups.rating")}</th>
            <th className="n">{say("groups.p")}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((one) => (
            <tr key={one.group}>
              <td>{one.group}</td>
              <td className="n num">{number(one.people)}</td>
              <td className="n num">{figure(one.irr)}</td>
              <td className="n num">{figure(one.xrr)}</td>
              <td className="n num">{figure(one.gap)}</td>
              <td className="n num">{figure(one.p_adjusted)}</td>
              <td className="n num">{figure(one.difference)}</td>
              <td className="n num">{figure(one.difference_p_adjusted)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
