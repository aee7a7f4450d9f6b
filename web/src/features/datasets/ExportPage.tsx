/** Datasets of a project: make one, look at what a format would hold, download it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { api, path } from "../../api/client";
import type { Json } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import type { Job, Long } from "../jobs/job";
import { JobLine } from "../jobs/JobLine";
import { Download } from "./Download";
import "../../parts/page.css";

interface Dataset {
  readonly id: number;
  readonly version: number;
  readonly hash: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly created_at: string;
}

interface Preview {
  readonly files: readonly { readonly name: string; readonly rows: readonly Json[] }[];
  readonly report: {
    readonly rows: number;
    readonly left_out: Readonly<Record<string, number>>;
    readonly notes: readonly string[];
    readonly loses: readonly string[];
  };
}

const TIES = ["drop", "keep", "first"] as const;

function Look({ dataset, format }: { dataset: Dataset; format: string }) {
  const preview = useQuery({
    queryKey: ["dataset", dataset.id, "preview", format],
    queryFn: ({ signal }) =>
      api.get<Preview>(path("/datasets/", String(dataset.id), "/preview/", format), { query: { rows: 20 }, signal }),
  });
  if (preview.isPending) return <Skeleton />;
  if (preview.error) return <ProblemBox error={preview.error} />;
  const { files, report } = preview.data;
  const left = Object.entries(report.left_out);
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t("export.preview")}</h2>
      {left.length > 0 && (
        <p className="quiet">
          {t("export.leftOut")}: {left.map(([reason, count]) => `${reason} ${count}`).join(", ")}
        </p>
      )}
      {report.notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      {report.loses.length > 0 && (
        <>
          <p className="quiet">{t("export.loses")}</p>
          <ul className="quiet">
            {report.loses.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
        </>
      )}
      {files.every((file) => file.rows.length === 0) && <p>{t("export.nothing")}</p>}
      {files.map((file) => (
        <div key={file.name}>
          <p className="name">{file.name}</p>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
          <pre className="plain-json" tabIndex={0} dir="auto">
            {file.rows.map((row) => JSON.stringify(row)).join("\n")}
          </pre>
        </div>
      ))}
    </section>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<number | null>(null);
  const [writing, setWriting] = useState<Job | null>(null);
  const [format, setFormat] = useState("jsonl");
  const base = path("/projects/", name, "/datasets");
  const datasets = useQuery({
    queryKey: ["project", name, "datasets"],
    queryFn: ({ signal }) => api.get<{ datasets: Dataset[] }>(base, { signal }).then((body) => body.datasets),
  });
  const formats = useQuery({
    queryKey: ["formats"],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      api.get<{ formats: { name: string; title: string }[] }>("/formats", { signal }).then((body) => body.formats),
  });
  const jobs = useQuery({
    queryKey: ["project", name, "jobs"],
    queryFn: ({ signal }) => api.get<{ jobs: Job[] }>(path("/projects/", name, "/jobs"), { signal }),
  });
  const shown = async (id: unknown) => {
    await client.invalidateQueries({ queryKey: ["project", name, "datasets"] });
    setChosen(Number(id));
  };
  const make = useMutation({
    mutationFn: (ties: string) => api.post<Dataset | Long>(base, { ties }),
    onSuccess: async (made) => {
      if ("job" in made) setWriting(made.job);
      else await shown(made.id);
    },
  });
  // one that was begun before, by whomever, is seen too
  const begun = jobs.data?.jobs.find((one) => one.kind === "dataset" && one.state === "running");
  const job = writing ?? begun;
  const follow = async (now: Job) => {
    if (now.state !== "done") setWriting(now);
    else {
      setWriting(null);
      await client.invalidateQueries({ queryKey: ["project", name, "jobs"] });
      await shown(now.result?.dataset);
    }
  };
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    make.mutate(String(new FormData(event.currentTarget).get("ties")));
  };
  const dataset = datasets.data?.find((one) => one.id === chosen) ?? datasets.data?.[0];
  const error = datasets.error ?? formats.error ?? make.error;
  return (
    <div className="page lead-page">
      <h1>{t("export.title")}</h1>
      {error && <ProblemBox error={error} />}
      <form className="line-form" onSubmit={submit}>
        <label className="field">
          {t("export.ties")}
          <select name="ties" defaultValue="drop">
            {TIES.map((one) => (
              <option key={one} value={one}>
                {t(`export.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button do" disabled={make.isPending || job?.state === "running"}>
          {t("export.make")}
        </button>
        <span className="quiet" role="status">
          {make.isPending && t("export.making")}
        </span>
      </form>
      {job && <JobLine key={job.id} job={job} onChange={(now) => void follow(now)} />}
      {datasets.isPending && <Skeleton />}
      {datasets.data?.length === 0 && <p className="quiet">{t("export.none")}</p>}
      {dataset && (
        <>
          <div className="line-form">
            <label className="field">
              {t("export.versions")}
              <select value={dataset.id} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
                {datasets.data?.map((one) => (
                  <option key={one.id} value={one.id}>
                    {t("export.version", { n: one.version })}, {when(one.created_at)}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              {t("export.format")}
              <select value={format} onChange={(event) => setFormat(event.currentTarget.value)}>
                {formats.data?.map((one) => (
                  <option key={one.name} value={one.name}>
                    {one.title}
                  </option>
                ))}
              </select>
            </label>
            <Download key={`${dataset.id}/${format}`} dataset={dataset.id} format={format} />
          </div>
          <p className="quiet small num">
            {t("export.counts", { records: dataset.counts.records ?? 0, responses: dataset.counts.responses ?? 0 })} ·{" "}
            <code className="one-time">{dataset.hash}</code>
          </p>
          <Look dataset={dataset} format={format} />
        </>
      )}
    </div>
  );
}
