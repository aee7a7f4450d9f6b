/**
 * A project's own address, /p/NAME: leads and reviewers come to the overview, others to answering. With `?record=ID` to where this
 * person can do something about that record.
 */
import { useQuery } from "@tanstack/react-query";
import { Navigate, useParams, useSearchParams } from "react-router";

import { projectQuery } from "../../api/queries";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

export function Component() {
  const { name = "" } = useParams();
  const [query] = useSearchParams();
  const { data, error, refetch } = useQuery(projectQuery(name));
  const base = `/p/${encodeURIComponent(name)}`;
  const record = query.get("record");
  if (data) {
    const seen = record ? `records/${encodeURIComponent(record)}` : "quality";
    return <Navigate to={`${base}/${atLeast(data.role, "reviewer") ? seen : "annotate"}`} replace />;
  }
  return (
    <div className="page lead-page">
      {error ? <ProblemBox error={error} onRetry={() => void refetch()} /> : <Skeleton />}
    </div>
  );
}
