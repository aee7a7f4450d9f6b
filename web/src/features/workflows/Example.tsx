/** The first record of a workflow as its annotator sees it: the annotate page's own parts; nothing that is tried is kept. */
import { useQuery } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import type { Json, Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Preview } from "../builder/Preview";
import type { Shown } from "../builder/useChecked";
import "../builder/builder.css";

interface Whole {
  readonly source: string;
  readonly sample: readonly Json[];
}

interface Checked {
  readonly spec: Spec | null;
  readonly shown: Shown | null;
}

export default function Example({ name }: { name: string }) {
  const { data, error } = useQuery({
    queryKey: ["workflows", name, "example"],
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const whole = await api.get<Whole>(path("/workflows/", name), { signal });
      return api.post<Checked>(
        "/projects/validate",
        { yaml: whole.source, record: whole.sample[0] ?? null },
        { signal },
      );
    },
  });
  if (error) return <ProblemBox error={error} />;
  if (!data?.spec || !data.shown) return <Skeleton lines={6} />;
  return (
    <div className="workflow-example" aria-label={t("workflows.example")} role="group">
      <Preview spec={data.spec} shown={data.shown} stage={data.spec.stages[0]?.name ?? ""} />
    </div>
  );
}
