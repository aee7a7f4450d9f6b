/** What the list of records asks the server for: filters out of the address, pages by cursor. */
import { api, path } from "../../api/client";
import type { Page } from "./rows";

export interface Line {
  readonly id: string;
  readonly title: string;
  readonly gold: boolean;
  readonly state: "open" | "done" | "withdrawn";
  readonly stage: string | null;
  readonly answered: number;
  readonly overlap: number;
  readonly distance: number | null;
}

export interface Count {
  readonly n: number;
  readonly more: boolean;
}

interface Answer {
  readonly count: Count | null;
  readonly records: readonly Line[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** The filters, as they stand in the address. */
export const FILTERS = ["q", "state", "stage", "person", "disagree", "gold", "answered", "meta"] as const;
export const STATES = ["open", "done", "withdrawn"] as const;
export const ORDERS = ["oldest", "newest", "disagreement"] as const;

export type Filter = (typeof FILTERS)[number] | "sort";

const SIZE = 100;

/** The query of a list: what is filtered by, and the order. */
export function queryOf(search: URLSearchParams): Record<string, string> {
  const chosen = [...FILTERS, "sort"].map((name): [string, string] => [name, search.get(name) ?? ""]);
  return Object.fromEntries(chosen.filter(([name, value]) => value && !(name === "meta" && !value.includes(":"))));
}

/** Fetches pages from the list's beginning or (`back`) its end, where rows come last first. */
export function pages(project: string, query: Record<string, string>, back: boolean, counted: (count: Count) => void) {
  return async (cursor: string | null): Promise<Page<Line>> => {
    const place = back ? { before: cursor ?? "end" } : { after: cursor ?? undefined };
    const found = await api.get<Answer>(path("/projects/", project, "/records"), {
      query: { ...query, ...place, limit: SIZE },
    });
    if (found.count) counted(found.count);
    return back
      ? { lines: [...found.records].reverse(), on: found.previous }
      : { lines: found.records, on: found.next };
  };
}

/** The ids of all that match, up to a bound; `told` hears how many there are so far. */
export async function allIds(
  project: string,
  query: Record<string, string>,
  most: number,
  told: (n: number) => void,
): Promise<string[]> {
  const fetch = pages(project, query, false, () => undefined);
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Line> = await fetch(cursor);
    ids.push(...page.lines.map((line) => line.id));
    told(ids.length);
    cursor = page.on;
  } while (cursor !== null && ids.length < most);
  return ids.slice(0, most);
}

export type Steering = "withdraw" | "restore" | "ask";

/** One action on many records; the ids of those that it changed. */
export async function steer(project: string, action: Steering, ids: readonly string[]): Promise<string[]> {
  const changed: string[] = [];
  for (let at = 0; at < ids.length; at += 500) {
    const told = await api.post<{ changed: string[] }>(path("/projects/", project, "/records/steer"), {
      action,
      ids: ids.slice(at, at + 500),
    });
    changed.push(...told.changed);
  }
  return changed;
}
