/** The ready-made projects: what each is for, how long a record takes, what agreement to expect; one click starts one. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useNavigate } from "react-router";

import { api, path } from "../../api/client";
import { projectsQuery, sessionQuery } from "../../api/queries";
import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import "../../parts/page.css";
import "./workflows.css";

const Example = lazy(() => import("./Example"));

interface Workflow {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly time: string;
  readonly agreement: string;
  readonly source: string;
  readonly guidelines: string;
}

interface Whole extends Workflow {
  readonly sample: readonly Json[];
}

/** Makes the project and puts its sample records in. */
async function start(name: string): Promise<string> {
  const whole = await api.get<Whole>(path("/workflows/", name));
  await api.post("/projects", { yaml: whole.source, guidelines: whole.guidelines });
  await api.post(path("/projects/", name, "/records"), whole.sample);
  return name;
}

function Entry({ workflow, mine }: { workflow: Workflow; mine: boolean }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [looking, setLooking] = useState(false);
  const begin = useMutation({
    mutationFn: () => start(workflow.name),
    onSuccess: async (name) => {
      await client.invalidateQueries(projectsQuery);
      await navigate(`/p/${encodeURIComponent(name)}/annotate`);
    },
  });
  return (
    <li className="workflow">
      <div>
        <h2>{workflow.title}</h2>
        <p>{workflow.summary}</p>
        <dl>
          <dt>{t("workflows.time")}</dt>
          <dd>{workflow.time}</dd>
          <dt>{t("workflows.agreement")}</dt>
          <dd>{workflow.agreement}</dd>
        </dl>
        <details onToggle={(event) => setLooking(event.currentTarget.open)}>
          <summary>{t("workflows.example")}</summary>
          {looking && (
            <Suspense fallback={<Skeleton lines={6} />}>
              <Example name={workflow.name} />
            </Suspense>
          )}
        </details>
        <details>
          <summary>{t("workflows.file")}</summary>
          <pre>{workflow.source}</pre>
        </details>
        {begin.error && <ProblemBox error={begin.error} />}
      </div>
      {mine ? (
        <Link className="button edge" to={`/p/${encodeURIComponent(workflow.name)}/annotate`}>
          {t("workflows.open")} <span className="hidden">{workflow.title}</span>
        </Link>
      ) : (
        <button type="button" className="button do" disabled={begin.isPending} onClick={() => begin.mutate()}>
          {t(begin.isPending ? "workflows.starting" : "workflows.start")}{" "}
          <span className="hidden">{workflow.title}</span>
        </button>
      )}
    </li>
  );
}

export function Component() {
  const { data: session } = useQuery(sessionQuery);
  const projects = useQuery(projectsQuery);
  const { data, error, refetch } = useQuery({
    queryKey: ["workflows"],
    staleTime: Infinity,
    queryFn: ({ signal }) => api.get<{ workflows: readonly Workflow[] }>("/workflows", { signal }),
  });
  const names = new Set(projects.data?.map((one) => one.name));
  const may = atLeast(session?.user.role, "lead");
  return (
    <div className="page lead-page workflows-page">
      <h1>{t("workflows.title")}</h1>
      <p className="quiet">{t(may ? "workflows.lead" : "workflows.other")}</p>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      {(!data || !projects.data) && !error && <Skeleton lines={8} />}
      <ul className="workflow-list">
        {projects.data &&
          data?.workflows.map((one) => <Entry key={one.name} workflow={one} mine={names.has(one.name)} />)}
      </ul>
    </div>
  );
}
