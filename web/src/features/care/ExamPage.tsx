/** For leads: who took the exam, and which records people get wrong. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { number, when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { percent, type Attempt } from "./exam";

import "../../parts/page.css";
import "./care.css";

interface Attempts {
  readonly skill: string;
  readonly level: number;
  readonly attempts: readonly (Attempt & { readonly person: string })[];
  readonly records: readonly {
    readonly record: string;
    readonly title: string;
    readonly n: number;
    readonly mean: number;
  }[];
}

const STATE = { open: "exam.stateOpen", passed: "exam.passed", failed: "exam.failed" } as const;

export function Component() {
  const { name = "" } = useParams();
  const told = useQuery({
    queryKey: ["project", name, "exam", "attempts"],
    queryFn: ({ signal }) => api.get<Attempts>(path("/projects/", name, "/exam/attempts"), { signal }),
  });
  if (!told.data) {
    return (
      <div className="page lead-page">
        <h1>{say("exam.title")}</h1>
        {told.error ? <ProblemBox error={told.error} onRetry={() => void told.refetch()} /> : <Skeleton lines={8} />}
      </div>
    );
  }
  const { attempts, records, skill, level } = told.data;
  return (
    <div className="page lead-page">
      <h1>{say("exam.title")}</h1>
      <p>{say("exam.gives", { skill, level })}</p>
      <section aria-labelledby="exam-who">
        <h2 id="exam-who">{say("exam.attempts")}</h2>
        {attempts.length === 0 && (
          <p className="quiet">
            {say("exam.nobody")} <Link to={`/p/${encodeURIComponent(name)}/access`}>{say("exam.invite")}</Link>
          </p>
        )}
        {attempts.length > 0 && <People attempts={attempts} />}
      </section>
      {records.length > 0 && (
        <section aria-labelledby="exam-hard">
          <h2 id="exam-hard">{say("exam.hard")}</h2>
          <p className="quiet">{say("exam.hardBody")}</p>
          <div className="scroll-x">
            <table className="figures">
              <thead>
                <tr>
                  <th>{say("exam.record")}</th>
                  <th className="n">{say("exam.mean")}</th>
                  <th className="n">{say("exam.n")}</th>
                </tr>
              </thead>
              <tbody>
                {records.slice(0, 50).map((one) => (
                  <tr key={one.record}>
                    <td dir="auto">
                      <Link to={`/p/${encodeURIComponent(name)}/records/${encodeURIComponent(one.record)}`}>
                        {one.title || one.record}
                      </Link>
                    </td>
                    <td className="n num">{percent(one.mean)}</td>
                    <td className="n num">{number(one.n)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </div>
  );
}

function People({ attempts }: { readonly attempts: Attempts["attempts"] }) {
  return (
    <div className="scroll-x">
      <table className="figures">
        <thead>
          <tr>
            <th>{say("exam.person")}</th>
            <th className="n">{say("exam.try")}</th>
            <th>{say("exam.state")}</th>
            <th className="n">{say("exam.scoreHead")}</th>
            <th>{say("exam.ended")}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((one) => (
            <tr key={`${one.person}/${one.number}`}>
              <td>{one.person}</td>
              <td className="n num">{number(one.number)}</td>
              <td>{say(STATE[one.state])}</td>
              <td className="n num">{percent(one.score)}</td>
              <td>{one.ended_at ? when(one.ended_at) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
