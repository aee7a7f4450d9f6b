/** All records of a project: filtered on the server, filters in the address, only what is seen is loaded. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { Virtuoso } from "react-virtuoso";

import { api, path } from "../../api/client";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import "../insight/lead.css";
import "../people/people.css";

interface Line {
  readonly id: string;
  readonly title: string;
  readonly gold?: boolean;
  readonly state?: string | null;
  readonly stage?: string | null;
  readonly answered?: number | null;
  readonly overlap?: number | null;
}

interface Page {
  readonly total: number;
  readonly records: readonly Line[];
}

const PAGE = 100;
const STATES = ["open", "done", "withdrawn"] as const;

function pageQuery(name: string, q: string, state: string, page: number) {
  return {
    queryKey: ["project", name, "records", q, state, page],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<Page>(path("/projects/", name, "/records"), {
        query: { q: q || undefined, state: state || undefined, offset: page * PAGE, limit: PAGE },
        signal,
      }),
  };
}

function Row({ name, line }: { name: string; line: Line | undefined }) {
  if (!line) return <div className="record-row" />;
  const known = STATES.find((state) => state === line.state);
  return (
    <Link className="record-row" to={`/p/${encodeURIComponent(name)}/records/${encodeURIComponent(line.id)}`}>
      <span className="quiet">{line.id}</span>
      <span dir="auto">{line.title || line.id}</span>
      <span className="quiet small">
        {known && t(`records.${known}`)} {line.gold && `· ${t("records.gold")}`}
      </span>
      <span className="quiet small num">
        {line.overlap != null && t("records.answered", { answered: line.answered ?? 0, overlap: line.overlap })}
      </span>
    </Link>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const q = search.get("q") ?? "";
  const state = search.get("state") ?? "";
  const [seen, setSeen] = useState({ startIndex: 0, endIndex: 0 });
  const first = useQuery({ ...pageQuery(name, q, state, 0), placeholderData: keepPreviousData });
  const from = Math.floor(seen.startIndex / PAGE);
  const to = Math.floor(seen.endIndex / PAGE);
  const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const pages = useQueries({ queries: numbers.map((page) => pageQuery(name, q, state, page)) });
  const line = (index: number) => {
    const page = Math.floor(index / PAGE);
    const data = page === 0 ? first.data : pages[page - from]?.data;
    return data?.records[index % PAGE];
  };
  const change = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(key, value);
    else next.delete(key);
    setSearch(next, { replace: true });
  };
  const total = first.data?.total ?? 0;
  return (
    <div className="page lead-page">
      <h1>{t("records.title")}</h1>
      <div className="line-form">
        <label className="field">
          {t("records.find")}
          <input type="search" value={q} maxLength={200} onChange={(event) => change("q", event.currentTarget.value)} />
        </label>
        <label className="field">
          {t("records.state")}
          <select value={state} onChange={(event) => change("state", event.currentTarget.value)}>
            <option value="">{t("records.any")}</option>
            {STATES.map((one) => (
              <option key={one} value={one}>
                {t(`records.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <span className="quiet num" role="status">
          {first.data && t("records.count", { n: total })}
        </span>
      </div>
      {first.error && <ProblemBox error={first.error} />}
      {first.data && total === 0 && <p>{t("records.empty", { name })}</p>}
      {total > 0 && (
        <section className="record-rows" aria-label={t("records.list")}>
          <Virtuoso
            totalCount={total}
            fixedItemHeight={38}
            increaseViewportBy={400}
            rangeChanged={setSeen}
            itemContent={(index) => <Row name={name} line={line(index)} />}
          />
        </section>
      )}
    </div>
  );
}
