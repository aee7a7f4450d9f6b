/** The records to look at a project through: those of the project, a workflow's samples, or one that was pasted. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, path } from "../../api/client";
import type { Json } from "../../api/shapes";

const FIRST = 100; // records that can be looked through

export interface Records {
  readonly count: number;
  readonly at: number;
  readonly record: Json | undefined;
  readonly error: unknown;
  readonly go: (at: number) => void;
  /** A record of one's own; undefined goes back to the others. */
  readonly own: Json | undefined;
  readonly setOwn: (record: Json | undefined) => void;
}

/** `project` is null while it is not made yet; then `sample` is what there is. */
export function useRecords(project: string | null, sample: readonly Json[]): Records {
  const [at, setAt] = useState(0);
  const [own, setOwn] = useState<Json | undefined>(undefined);
  const base = path("/projects/", project ?? "", "/records");
  const list = useQuery({
    queryKey: ["project", project, "preview"],
    enabled: project !== null,
    queryFn: ({ signal }) => api.get<{ records: { id: string }[] }>(base, { query: { limit: FIRST }, signal }),
  });
  const id = list.data?.records[at]?.id;
  const found = useQuery({
    queryKey: ["project", project, "preview", id],
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<{ record: Json }>(base + path("/", id ?? ""), { signal }),
  });
  const count = project === null ? sample.length : (list.data?.records.length ?? 0);
  const record = own ?? (project === null ? sample[at] : found.data?.record);
  const go = (to: number) => {
    setOwn(undefined);
    setAt(Math.min(Math.max(0, to), Math.max(0, count - 1)));
  };
  return { count, at, record, error: list.error ?? found.error, go, own, setOwn };
}
