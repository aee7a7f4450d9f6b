/** How far a job is, with a way to stop it; why it ended without a result, with a way to begin it again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { number, t, type Key } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { useJob, type Job, type Long } from "./job";
import "./jobs.css";

interface JobLineProps {
  readonly job: Job;
  /** It has ended, or another one has begun: ask for the result again. */
  readonly onChange: (job: Job) => void;
  /** What to call a step, where it is no word of the table: a question's title. */
  readonly title?: (step: string) => string;
}

const STEPS: Readonly<Record<string, Key>> = {
  "": "job.begins",
  bringing: "job.bringing",
  reading: "job.reading",
  writing: "job.writing",
  packing: "job.packing",
};

export function JobLine({ job: first, onChange, title = (step) => step }: JobLineProps) {
  const job = useJob(first, onChange);
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: () => api.post<Job>(path("/jobs/", String(job.id), "/stop")),
    onSuccess: () => client.invalidateQueries({ queryKey: ["job", job.id] }),
  });
  const again = useMutation({
    mutationFn: () => api.post<Long>(path("/jobs/", String(job.id), "/again")),
    onSuccess: (made) => onChange(made.job),
  });
  const error = stop.error ?? again.error;
  const running = job.state === "running";
  const word = STEPS[job.step];
  const share = job.total ? job.done / job.total : 0;
  return (
    <div className="job">
      <p role="status">
        {t(`job.${job.kind}.${running ? "running" : job.state}`)}
        {!running && job.message && <span className="quiet"> {job.message}</span>}
      </p>
      {running && (
        <>
          <progress {...(job.total ? { max: 1, value: share } : {})} aria-label={t("job.progress")} />
          <span className="num small">{job.total > 0 && number(share, { style: "percent" })}</span>
          <span className="quiet small">{word ? t(word) : t("job.measuring", { of: title(job.step) })}</span>
          <button
            type="button"
            className="button edge"
            disabled={stop.isPending || stop.isSuccess}
            onClick={() => stop.mutate()}
          >
            {t("job.stop")}
          </button>
        </>
      )}
      {(job.state === "stopped" || job.state === "failed") && (
        <button
          type="button"
          className="button edge"
          disabled={again.isPending || again.isSuccess}
          onClick={() => again.mutate()}
        >
          {t("job.again")}
        </button>
      )}
      {error && <ProblemBox error={error} />}
    </div>
  );
}
