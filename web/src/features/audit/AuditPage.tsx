/** The audit log: all of it for admins, a project's part for its leads; a page of it at a time, the newest first. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";

import { api, path } from "../../api/client";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Choice, CHOICES } from "./Choice";
import { sentence, type Entry } from "./sentences";
import { Told } from "./Told";

import "../../parts/page.css";
import "./audit.css";

const PAGE = 100;

export function Component() {
  const { name } = useParams();
  const [search, setSearch] = useSearchParams();
  const before = search.get("before");
  const chosen = CHOICES.map((one) => [one, search.get(one) ?? undefined] as const);
  const log = useQuery<readonly Entry[]>({
    queryKey: ["audit", name ?? "", search.toString()],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api
        .get<{ entries: Entry[] }>(name ? path("/projects/", name, "/audit") : "/audit", {
          signal,
          query: { ...Object.fromEntries(chosen), before: before ?? undefined, limit: PAGE },
        })
        .then((body) => body.entries),
  });
  const choose = (one: string, value: string) => {
    if ((search.get(one) ?? "") === value) return;
    const next = new URLSearchParams(search);
    if (value) next.set(one, value);
    else next.delete(one);
    if (one !== "before") next.delete("before");
    setSearch(next, { flushSync: true }); // what was chosen is shown at once, and the next choice is added to it
  };
  const entries = log.data ?? [];
  const last = entries.at(-1)?.number;
  const narrowed = chosen.some(([, value]) => value);
  return (
    <div className="page lead-page">
      <h1>{t("audit.title")}</h1>
      <p className="quiet">{t("audit.body")}</p>
      <Choice site={!name} search={search} onChoose={choose} onClear={() => setSearch({})} />
      {log.error && <ProblemBox error={log.error} onRetry={() => void log.refetch()} />}
      {log.isPending && <Skeleton lines={8} />}
      {log.data && entries.length === 0 && <p>{t(narrowed || before ? "audit.empty" : "audit.emptyYet")}</p>}
      {entries.length > 0 && <Log entries={entries} site={!name} onPerson={(who) => choose("who", who)} />}
      {(before || entries.length === PAGE) && (
        <div className="line-form">
          {before && (
            <button type="button" className="button edge" onClick={() => choose("before", "")}>
              {t("audit.newest")}
            </button>
          )}
          {entries.length === PAGE && last !== undefined && (
            <button type="button" className="button edge" onClick={() => choose("before", String(last))}>
              {t("audit.older")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

interface LogProps {
  readonly entries: readonly Entry[];
  readonly site: boolean;
  readonly onPerson: (who: string) => void;
}

function Log({ entries, site, onPerson }: LogProps) {
  return (
    <table className="figures audit">
      <thead>
        <tr>
          <th>{t("audit.when")}</th>
          {site && <th>{t("audit.project")}</th>}
          <th>{t("audit.what")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const { project } = sentence(entry);
          return (
            <tr key={entry.number}>
              <td className="num quiet">{when(entry.at)}</td>
              {site && (
                <td className="audit-project">
                  {project?.to && <Link to={`${project.to}/audit`}>{project.words}</Link>}
                </td>
              )}
              <td>
                <Told entry={entry} onPerson={onPerson} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
