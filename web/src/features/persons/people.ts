/** What the pages about people ask the server for. */
import { queryOptions } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import type { Figure } from "../insight/Interval";
import type { Flag } from "../insight/overview";

export interface Share extends Figure {
  readonly n: number;
}

export interface Line {
  readonly of: "gold" | "agreement";
  readonly n: number;
  readonly points: readonly { readonly mean: number; readonly until: string; readonly n: number }[];
  readonly change: { readonly at: number; readonly before: number; readonly after: number; readonly p: number } | null;
  readonly alarm: number | null;
  readonly why: string | null;
}

export interface Person {
  readonly name: string;
  readonly imported: boolean;
  readonly answered: number;
  readonly today: number;
  readonly skipped: number;
  readonly expired: number;
  readonly last_at: string | null;
  readonly active_seconds: number | null;
  readonly median_seconds: number | null;
  readonly time_outliers: number;
  readonly pace: number | null;
  readonly agreement: Share | null;
  readonly gold: Share | null;
  readonly skill: Share | null;
  readonly line: Line | null;
  readonly flags: readonly Flag[];
}

export interface People {
  readonly people: readonly Person[];
  readonly median_seconds: number | null;
  readonly made_at: string;
}

export interface One {
  readonly person: Person;
  readonly median_seconds: number | null;
  readonly skips: readonly { readonly reason: string | null; readonly n: number }[];
  readonly made_at: string;
}

export const peopleQuery = (name: string) =>
  queryOptions({
    queryKey: ["project", name, "people"],
    refetchInterval: 30_000,
    queryFn: ({ signal }) => api.get<People>(path("/projects/", name, "/people"), { signal }),
  });

export const personQuery = (name: string, person: string) =>
  queryOptions({
    queryKey: ["project", name, "people", person],
    queryFn: ({ signal }) => api.get<One>(path("/projects/", name, "/people/", person), { signal }),
  });
