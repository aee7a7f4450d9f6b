/** A lead's first page: is it on track, can I trust it, what needs me. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import { number, t, when } from "../../app/catalogue";
import { Count } from "../../parts/Count";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import type { Job } from "../jobs/job";
import { JobLine } from "../jobs/JobLine";
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

interface Quality {
  readonly questions?: readonly QuestionQuality[];
  readonly made_at?: string | null;
  readonly job: Job | null;
}

/** Agreement, or the job that works it out. */
function Agreement({ name, title }: { name: string; title: (name: string) => string }) {
  const client = useQueryClient();
  const queryKey = ["project", name, "quality"];
  const address = path("/projects/", name, "/quality");
  const { data, error, isPending, refetch } = useQuery({
    queryKey,
    refetchInterval: 30_000,
    queryFn: ({ signal }) => api.get<Quality>(address, { signal }),
  });
  const fresh = useMutation({
    mutationFn: () => api.get<Quality>(address, { query: { fresh: "true" } }),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
  if (error) return <ProblemBox error={error} onRetry={() => void refetch()} />;
  if (isPending) return <Skeleton />;
  return (
    <>
      {data.job && <JobLine key={data.job.id} job={data.job} onChange={() => void refetch()} title={title} />}
      {data.questions && <Trust name={name} rows={data.questions} title={title} />}
      {data.made_at && !data.job && (
        <p className="quiet small">
          {t("job.madeAt", { at: when(data.made_at) })}{" "}
          <button type="button" className="button edge" disabled={fresh.isPending} onClick={() => fresh.mutate()}>
            {t("job.fresh")}
          </button>
        </p>
      )}
    </>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const overview = useQuery(overviewQuery(name));
  const title = (question: string) => project.data?.spec.questions[question]?.title || question;
  const error = project.error ?? overview.error;
  return (
    <div className="page lead-page">
      <h1>{t("overview.title")}</h1>
      {project.data?.archived_at && (
        <p className="work-notice" role="status">
          {t("overview.archived")} <Link to={`/p/${encodeURIComponent(name)}/keeping`}>{t("nav.keeping")}</Link>
        </p>
      )}
      {error && <ProblemBox error={error} onRetry={() => void overview.refetch()} />}
      {overview.data?.records.total === 0 && (
        <p>
          {t("overview.empty")} <Link to={`/p/${encodeURIComponent(name)}/records`}>{t("overview.bring")}</Link>
        </p>
      )}
      <section aria-labelledby="on-track">
        <h2 id="on-track">{t("quality.track")}</h2>
        {overview.isPending && <Skeleton lines={4} />}
        {overview.data && <Track name={name} data={overview.data} />}
      </section>
      <section aria-labelledby="trust">
        <h2 id="trust">{t("quality.trust")}</h2>
        <Agreement name={name} title={title} />
      </section>
      <section aria-labelledby="needs">
        <h2 id="needs">{t("quality.needs")}</h2>
        {overview.isPending && <Skeleton lines={3} />}
        {overview.data && <Needs name={name} needs={overview.data.needs} title={title} />}
      </section>
    </div>
  );
}
