/** A new project: from nothing or from a workflow, composed before it is made. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";

import { api, path } from "../../api/client";
import { projectsQuery } from "../../api/queries";
import type { Json, Project } from "../../api/shapes";
import { ProblemBox } from "../../parts/ProblemBox";
import { Builder, type Draft } from "./Builder";
import { t } from "./words";

import "../../parts/page.css";

interface Workflow {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly guidelines: string;
}

interface Begun extends Draft {
  readonly sample: readonly Json[];
}

const EMPTY = `name: my-project
fields:
  reply: {type: text, format: markdown}
questions:
  good: {type: label, options: [good, bad]}
`;

export function Component() {
  const [begun, setBegun] = useState<Begun | null>(null);
  return begun ? <Composing begun={begun} /> : <Start onBegin={setBegun} />;
}

function Start({ onBegin }: { onBegin: (begun: Begun) => void }) {
  const [chosen, setChosen] = useState("");
  const { data, error, refetch } = useQuery({
    queryKey: ["workflows"],
    staleTime: Infinity,
    queryFn: ({ signal }) => api.get<{ workflows: readonly Workflow[] }>("/workflows", { signal }),
  });
  const begin = useMutation({
    mutationFn: async (): Promise<Begun> => {
      if (!chosen) return { text: EMPTY, guidelines: "", sample: [] };
      const whole = await api.get<Workflow & { sample: Json[] }>(path("/workflows/", chosen));
      return { text: whole.source, guidelines: whole.guidelines, sample: whole.sample };
    },
    onSuccess: onBegin,
  });
  const told = data?.workflows.find((one) => one.name === chosen);
  return (
    <div className="page lead-page">
      <h1>{t("builder.new")}</h1>
      {error && <ProblemBox error={error} onRetry={() => void refetch()} />}
      <form
        className="line-form"
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <label className="field">
          {t("builder.from")}
          <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
            <option value="">{t("builder.empty")}</option>
            {data?.workflows.map((one) => (
              <option key={one.name} value={one.name}>
                {one.title}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button do" disabled={begin.isPending}>
          {t("builder.begin")}
        </button>
      </form>
      {told && <p className="quiet">{told.summary}</p>}
      {begin.error && <ProblemBox error={begin.error} />}
    </div>
  );
}

function Composing({ begun }: { begun: Begun }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ text: begun.text, guidelines: begun.guidelines });
  const [withSample, setWithSample] = useState(begun.sample.length > 0);
  const make = useMutation({
    mutationFn: async () => {
      const made = await api.post<Project>("/projects", { yaml: draft.text, guidelines: draft.guidelines });
      if (withSample) await api.post(path("/projects/", made.name, "/records"), begun.sample);
      return made;
    },
    onSuccess: async (made) => {
      await client.invalidateQueries(projectsQuery);
      await navigate(`/p/${encodeURIComponent(made.name)}/project`);
    },
  });
  return (
    <Builder
      title={t("builder.new")}
      project={null}
      sample={begun.sample}
      draft={draft}
      onDraft={setDraft}
      actions={(_, ready) => (
        <>
          {begun.sample.length > 0 && (
            <label className="builder-check">
              <input type="checkbox" checked={withSample} onChange={(event) => setWithSample(event.target.checked)} />
              {t("builder.sample", { n: begun.sample.length })}
            </label>
          )}
          <button type="button" className="button do" disabled={!ready || make.isPending} onClick={() => make.mutate()}>
            {t(make.isPending ? "builder.making" : "builder.make")}
          </button>
        </>
      )}
      below={make.error && <ProblemBox error={make.error} />}
    />
  );
}
