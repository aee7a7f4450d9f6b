/** A lead's first page: is it on track, can I trust it, what needs me. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import { number, t } from "../../app/catalogue";
import { Count } from "../../parts/Count";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Interval, two, type Figure } from "./Interval";
import { Needs } from "./Needs";
import { overviewQuery } from "./overview";
import { Track } from "./Track";
import "../../parts/page.css";
import "./lead.css";
import "./overview.css";

interface QuestionQuality {
  readonly question: string;
  readonly dimension: string | null;
  readonly each: string | null;
  readonly alpha: Figure | null;
  readonly percent: Figure | null;
  readonly why: string | null;
  readonly records: number;
  readonly people: number;
}

interface TrustProps {
  readonly name: string;
  readonly rows: readonly QuestionQuality[];
  readonly title: (name: string) => string;
}

function Trust({ name, rows, title }: TrustProps) {
  const base = `/p/${encodeURIComponent(name)}`;
  if (!rows.length) return <p className="quiet">{t("quality.none")}</p>;
  return (
    <div className="scroll-x">
      <table className="figures">
        <thead>
          <tr>
            <th>{t("quality.question")}</th>
            <th className="n">{t("quality.alpha")}</th>
            <th>{t("quality.interval")}</th>
            <th className="n">{t("quality.agree")}</th>
            <th className="n">{t("quality.records")}</th>
            <th className="n">{t("quality.persons")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.question}/${row.dimension ?? ""}`}>
              <td>
                <Link dir="auto" to={`${base}/disagreements?question=${encodeURIComponent(row.question)}`}>
                  {title(row.question)}
                </Link>
                {row.dimension && <> · {row.dimension}</>}{" "}
                {row.each && <span className="quiet small">{t("quality.each", { field: row.each })}</span>}
              </td>
              <td className="n num" data-alpha={row.alpha?.estimate}>
                {row.alpha ? two(row.alpha.estimate) : "–"}
              </td>
              <td>{row.alpha ? <Interval figure={row.alpha} /> : <span className="quiet small">{row.why}</span>}</td>
              <td className="n num">{row.percent ? number(row.percent.estimate, { style: "percent" }) : "–"}</td>
              <td className="n num">
                <Count n={row.records} to={`${base}/records?answered=2`} />
              </td>
              <td className="n num">
                <Count n={row.people} to={`${base}/people`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const overview = useQuery(overviewQuery(name));
  const quality = useQuery({
    queryKey: ["project", name, "quality"],
    refetchInterval: 30_000,
    queryFn: ({ signal }) =>
      api.get<{ questions: QuestionQuality[] }>(path("/projects/", name, "/quality"), { signal }),
  });
  const title = (question: string) => project.data?.spec.questions[question]?.title || question;
  const error = project.error ?? overview.error ?? quality.error;
  const retry = () => {
    void overview.refetch();
    void quality.refetch();
  };
  return (
    <div className="page lead-page">
      <h1>{t("overview.title")}</h1>
      {error && <ProblemBox error={error} onRetry={retry} />}
      <section aria-labelledby="on-track">
        <h2 id="on-track">{t("quality.track")}</h2>
        {overview.isPending && <Skeleton lines={4} />}
        {overview.data && <Track name={name} data={overview.data} />}
      </section>
      <section aria-labelledby="trust">
        <h2 id="trust">{t("quality.trust")}</h2>
        {quality.isPending ? <Skeleton /> : <Trust name={name} rows={quality.data?.questions ?? []} title={title} />}
      </section>
      <section aria-labelledby="needs">
        <h2 id="needs">{t("quality.needs")}</h2>
        {overview.isPending && <Skeleton lines={3} />}
        {overview.data && <Needs name={name} needs={overview.data.needs} title={title} />}
      </section>
    </div>
  );
}
