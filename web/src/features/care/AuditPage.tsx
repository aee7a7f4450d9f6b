/** The audit log: all of it for admins, a project's part for its leads. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";

import { api, path } from "../../api/client";
import { when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";

import "../../parts/page.css";
import "./care.css";

interface Entry {
  readonly number: number;
  readonly at: string;
  readonly who: string | null;
  readonly action: string;
  readonly what: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

const PAGE = 100;
const KINDS = ["user", "member", "skill", "key", "session", "project", "record", "records", "gold", "dataset", "exam"];

function words(detail: Entry["detail"]): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ");
}

export function Component() {
  const { name } = useParams();
  const [kind, setKind] = useState("");
  const log = useInfiniteQuery({
    queryKey: ["audit", name ?? "", kind],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ signal, pageParam }) =>
      api.get<{ entries: Entry[] }>(name ? path("/projects/", name, "/audit") : "/audit", {
        signal,
        query: { action: kind || undefined, before: pageParam, limit: PAGE },
      }),
    getNextPageParam: (page) => (page.entries.length === PAGE ? page.entries.at(-1)?.number : undefined),
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  if (log.error && !log.data) {
    return (
      <div className="page lead-page">
        <h1>{say("audit.title")}</h1>
        <ProblemBox error={log.error} />
      </div>
    );
  }
  return (
    <div className="page lead-page">
      <h1>{say("audit.title")}</h1>
      <p className="quiet">{say("audit.body")}</p>
      <label className="field care-by">
        {say("audit.kind")}
        <select value={kind} onChange={(event) => setKind(event.target.value)}>
          <option value="">{say("audit.all")}</option>
          {KINDS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {log.error && <ProblemBox error={log.error} />}
      {log.isPending ? (
        <Skeleton lines={8} />
      ) : entries.length ? (
        <Log entries={entries} />
      ) : (
        <p>{say("audit.empty")}</p>
      )}
      {log.hasNextPage && (
        <button
          type="button"
          className="button edge"
          disabled={log.isFetching}
          onClick={() => void log.fetchNextPage()}
        >
          {say("audit.older")}
        </button>
      )}
    </div>
  );
}

function Log({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    // it scrolls by itself where it is narrow, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="scroll-x" tabIndex={0} role="region" aria-label={say("audit.title")}>
      <table className="figures audit">
        <thead>
          <tr>
            <th>{say("audit.when")}</th>
            <th>{say("audit.who")}</th>
            <th>{say("audit.action")}</th>
            <th>{say("audit.what")}</th>
            <th>{say("audit.detail")}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((one) => (
            <tr key={one.number}>
              <td className="num">{when(one.at)}</td>
              <td>{one.who ?? <span className="quiet">{say("audit.itself")}</span>}</td>
              <td>{one.action}</td>
              <td className="audit-what">{one.what}</td>
              <td className="audit-what quiet">{words(one.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
