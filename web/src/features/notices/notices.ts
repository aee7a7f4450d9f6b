/** A person's notices as the server tells of them, where each leads, and what it says. */
import { queryOptions, useQuery } from "@tanstack/react-query";

import { useShown } from "../../api/changes";
import { api } from "../../api/client";
import { t, when, type Key } from "../../app/catalogue";

export interface Notice {
  readonly id: number;
  readonly kind: string;
  readonly project: string;
  readonly told: Readonly<Record<string, string | number | readonly string[]>>;
  readonly at: string;
  readonly read_at: string | null;
}

export interface Notices {
  readonly unread: number;
  readonly notices: readonly Notice[];
}

export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  refetchInterval: 60_000,
  queryFn: ({ signal }) => api.get<Notices>("/session/notices", { signal, query: { limit: 100 } }),
});

/** What was read: these, or all up to one. */
export interface Read {
  readonly ids?: readonly number[];
  readonly upto?: number;
}

/** The notices when these have been read. */
export function afterReading(told: Notices, { ids, upto }: Read): Notices {
  const now = new Date().toISOString();
  const read = (one: Notice) => one.read_at === null && (ids ? ids.includes(one.id) : one.id <= (upto ?? 0));
  const notices = told.notices.map((one) => (read(one) ? { ...one, read_at: now } : one));
  const gone = told.notices.filter(read).length;
  const older = told.unread - told.notices.filter((one) => one.read_at === null).length; // of which only the number is known
  return { notices, unread: upto === undefined ? told.unread - gone : told.unread - gone - older };
}

/** How many are new. */
export function useUnread(): number {
  const { data } = useQuery(noticesQuery);
  return useShown(noticesQuery.queryKey, data, afterReading)?.unread ?? 0;
}

const DECIDED = ["escalated", "reminder", "overdue"];

/** Where the person can do something about it. */
export function leadsTo({ kind, project, told }: Notice): string {
  const base = `/p/${encodeURIComponent(project)}`;
  if (kind === "rule") return `${base}/rules`;
  if (kind === "joined") return `${base}/access`;
  if (kind === "calibration") return told.state === "revealed" ? `${base}/round` : `${base}/annotate`;
  // who is asked to decide may be a lead, who acts on the record's page, or an annotator, who answers it
  if (DECIDED.includes(kind)) return `${base}?record=${encodeURIComponent(String(told.record))}`;
  return `${base}/annotate`;
}

/** What happened, in a sentence. */
export function words({ kind, told }: Notice): string {
  const key = kind === "calibration" ? `notices.calibration.${String(told.state)}` : `notices.${kind}`;
  const said = Object.entries(told).map(([name, value]) => [name, String(value)] as const);
  return t(key as Key, { ...Object.fromEntries(said), due: told.due_at ? when(String(told.due_at)) : "" }).trim();
}
