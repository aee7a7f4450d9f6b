/** What came out: the parts that the project's `results` names, each as a chart with its numbers. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import type { Job } from "../jobs/job";
import { JobLine } from "../jobs/JobLine";
import { Changes } from "./Changes";
import { Line } from "./Line";
import { Matrix } from "./Matrix";
import type { Part, Results, Show } from "./parts";
import { Rounds } from "./Rounds";
import { Rows } from "./Rows";
import "../../parts/page.css";
import "./results.css";

const DRAWN: Readonly<Record<Show, React.ComponentType<{ part: Part }>>> = {
  share: Rows,
  rate: Rows,
  score: Rows,
  mean: Rows,
  change: Changes,
  curve: Line,
  cycles: Rounds,
  funnel: Line,
  confusion: Matrix,
};

function ResultPart({ part }: { part: Part }) {
  const Drawn = DRAWN[part.show];
  const unit = t(`results.unit.${part.show}`);
  const [low, high] = part.scale ?? [];
  const read = low === undefined || high === undefined ? unit : t("results.scale", { unit, low, high });
  const empty = !part.rows.length && part.show !== "confusion";
  return (
    <section aria-label={part.title} className="result-part">
      <h2>
        {part.title} {!part.title.includes(unit) && <span className="quiet small">{read}</span>}
      </h2>
      {empty ? <p className="quiet">{t("results.partEmpty")}</p> : <Drawn part={part} />}
      {part.more > 0 && <p className="quiet small">{t("results.more", { n: part.more })}</p>}
    </section>
  );
}

/** Of a large project the page comes by a job. */
type Answer = Partial<Results> & { readonly job: Job | null };

function Parts({ name, data }: { name: string; data: Results }) {
  if (!data.parts.length) {
    return (
      <p className="quiet">
        {t("results.nothingAsked")} <Link to={`/p/${encodeURIComponent(name)}/project`}>{t("results.add")}</Link>
      </p>
    );
  }
  if (!data.responses) return <p className="quiet">{t("results.none")}</p>;
  return (
    <>
      <p className="quiet">{t("results.basis", { responses: data.responses, records: data.records })}</p>
      {data.parts.map((part) => (
        <ResultPart key={`${part.show}/${part.of}/${part.title}`} part={part} />
      ))}
    </>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ["project", name, "results"],
    queryFn: ({ signal }) => api.get<Answer>(path("/projects/", name, "/results"), { signal }),
  });
  return (
    <div className="page lead-page results-page">
      <h1>{t("results.title")}</h1>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data?.job && <JobLine key={data.job.id} job={data.job} onChange={() => void refetch()} />}
      {data?.parts && <Parts name={name} data={data as Results} />}
    </div>
  );
}
