/** What the overview asks the server for, fresh within seconds. */
import { queryOptions } from "@tanstack/react-query";

import { api, path } from "../../api/client";

export interface Needed {
  readonly paused: boolean;
  readonly disputed: Readonly<Record<string, number>>;
  readonly blocked: readonly {
    readonly stage: string;
    readonly n: number;
    readonly by: "audience" | "people";
    readonly lacks: string;
    readonly people: number;
  }[];
  readonly escalated: number;
  readonly overdue: number;
  readonly expired: number;
  readonly people: readonly { readonly name: string; readonly flags: readonly Flag[] }[];
}

export type Flag = "gold" | "change" | "hurried";

export interface Rate {
  readonly amount: string;
  readonly currency: string;
  readonly per: "hour" | "answer";
}

export interface Overview {
  readonly records: { readonly total: number; readonly done: number; readonly open: number };
  readonly stages: readonly {
    readonly name: string;
    readonly open: number;
    readonly done: number;
    readonly wanted: number;
  }[];
  readonly left: number;
  readonly days: readonly { readonly day: string; readonly answers: number }[];
  readonly working: number;
  readonly forecast: {
    readonly finish: string | null;
    readonly low: string | null;
    readonly high: string | null;
    readonly why: string | null;
  };
  readonly cost: {
    readonly rate: Rate;
    readonly spent: string;
    readonly left: string | null;
    readonly low: string | null;
    readonly high: string | null;
    readonly why: string | null;
  } | null;
  readonly needs: Needed;
}

export const overviewQuery = (name: string) =>
  queryOptions({
    queryKey: ["project", name, "overview"],
    refetchInterval: 10_000,
    queryFn: ({ signal }) => api.get<Overview>(path("/projects/", name, "/overview"), { signal }),
  });
