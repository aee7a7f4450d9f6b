/** Downloads an export: at once where it is small, else when a job has written it. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { address, api, path } from "../../api/client";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import type { Job } from "../jobs/job";
import { JobLine } from "../jobs/JobLine";

export function Download({ dataset, format }: { dataset: number; format: string }) {
  const at = path("/datasets/", String(dataset), "/export/", format);
  const [job, setJob] = useState<Job | null>(null);
  const save = () => {
    const link = document.createElement("a");
    link.href = address(at);
    link.download = "";
    link.click();
  };
  const prepare = useMutation({
    mutationFn: () => api.post<{ job: Job | null }>(at),
    onSuccess: (told) => {
      setJob(told.job);
      if (!told.job) save();
    },
  });
  const follow = (now: Job) => {
    setJob(now.state === "done" ? null : now);
    if (now.state === "done") save();
  };
  return (
    <>
      <button
        type="button"
        className="button do"
        disabled={prepare.isPending || job?.state === "running"}
        onClick={() => prepare.mutate()}
      >
        {t("export.download")}
      </button>
      {prepare.error && <ProblemBox error={prepare.error} />}
      {job && <JobLine key={job.id} job={job} onChange={follow} />}
    </>
  );
}
