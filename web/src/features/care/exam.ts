/** An exam as the server tells of it. */
import { queryOptions } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { number } from "../../app/catalogue";
import type { Part } from "./Known";

export interface Attempt {
  readonly number: number;
  readonly state: "open" | "passed" | "failed";
  readonly score: number | null;
  readonly records: number;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly answered: number | null;
  readonly waiting: number | null;
  readonly graded:
    | readonly {
        readonly record: string;
        readonly title: string;
        readonly score: number | null;
        readonly parts: readonly Part[];
      }[]
    | null;
}

export interface Exam {
  readonly skill: string;
  readonly level: number;
  readonly pass: number;
  readonly feedback: "after" | "each" | "none";
  readonly asked: number;
  readonly held: number | null;
  readonly may: boolean;
  readonly until: string | null;
  readonly why: string | null;
  readonly left: number | null;
  readonly attempts: readonly Attempt[];
}

export const examQuery = (project: string) =>
  queryOptions({
    queryKey: ["project", project, "exam"],
    staleTime: 0,
    queryFn: ({ signal }) => api.get<Exam>(path("/projects/", project, "/exam"), { signal }),
  });

/** A grade as a person reads it. */
export function percent(score: number | null): string {
  return score === null ? "–" : number(score, { style: "percent", maximumFractionDigits: 0 });
}
