/** The archived projects that I lead. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { archivedQuery } from "../../api/queries";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import "../../parts/page.css";
import "./home.css";

export function Component() {
  const projects = useQuery(archivedQuery);
  return (
    <div className="page lead-page">
      <h1>{t("archived.title")}</h1>
      <p>
        <Link to="/">{t("archived.back")}</Link>
      </p>
      {projects.error && <ProblemBox error={projects.error} onRetry={() => void projects.refetch()} />}
      {projects.isPending && <Skeleton />}
      {projects.data?.length === 0 && <p>{t("archived.none")}</p>}
      <ul className="project-lines">
        {projects.data?.map((one) => (
          <li key={one.name} className="project-line">
            <div>
              <h2>
                <Link to={`/p/${encodeURIComponent(one.name)}/quality`}>{one.title || one.name}</Link>
              </h2>
              <p className="small quiet num">
                {t("home.counts", { n: one.records, done: one.done })}
                {one.archived_at && <> · {t("archived.since", { date: when(one.archived_at) })}</>}
              </p>
            </div>
            <Link className="button edge" to={`/p/${encodeURIComponent(one.name)}/keeping`}>
              {t("nav.keeping")} <span className="hidden">{one.title || one.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
