/** Work that takes long on the server: what is known of it, asked for again until it has ended. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, path } from "../../api/client";
import type { Json } from "../../api/shapes";

export interface Job {
  readonly id: number;
  readonly kind: "quality" | "results" | "dataset" | "export" | "import";
  readonly person: string | null;
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly message: string;
  readonly result: Readonly<Record<string, Json>> | null;
  readonly options: Readonly<Record<string, Json>>;
  readonly started_at: string;
}

/** What an answer is where a job has to make it first. */
export interface Long {
  readonly job: Job;
}

const LOOKS = 500; // milliseconds between two looks

/** The job as it is now; `onEnd` is told once, when it has ended while somebody looked. */
export function useJob(first: Job, onEnd: (job: Job) => void): Job {
  const client = useQueryClient();
  const { data = first } = useQuery({
    queryKey: ["job", first.id],
    initialData: first,
    initialDataUpdatedAt: 0,
    queryFn: ({ signal }) => api.get<Job>(path("/jobs/", String(first.id)), { signal }),
    refetchInterval: (query) => (query.state.data?.state === "running" ? LOOKS : false),
    refetchIntervalInBackground: true,
  });
  const ended = first.state === "running" && data.state !== "running";
  useEffect(() => {
    if (ended) onEnd(data);
    // it has ended once; what is called then may be another function with each drawing
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ended, client]);
  return data;
}
