/** All records of a project: filtered and sorted on the server, by cursor; only what is seen is loaded, from either end. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import { projectQuery } from "../../api/queries";
import { t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { BulkBar } from "./BulkBar";
import { Filters } from "./Filters";
import { FILTERS, pages, queryOf, type Count, type Filter, type Line } from "./list";
import { RecordRows } from "./RecordRows";
import { Rows } from "./rows";
import { Views } from "./Views";
import "../../parts/page.css";
import "./records.css";

/** A filter shows what was chosen at once, and the next one is added to it. */
const NOW = { replace: true, flushSync: true };
const FRESH = 15_000; // how often what is seen is asked for again

/** The list from its beginning or its end; another query or end is another list. */
function useRows(name: string, query: string, back: boolean) {
  const [count, setCount] = useState<Count | null>(null);
  const rows = useMemo(() => {
    const chosen = JSON.parse(query) as Record<string, string>;
    return new Rows<Line>(pages(name, chosen, back, setCount));
  }, [name, query, back]);
  useSyncExternalStore(rows.subscribe, rows.snapshot);
  useEffect(() => {
    rows.want(0, 40);
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") rows.refresh();
    }, FRESH);
    return () => {
      clearInterval(timer);
      rows.close();
    };
  }, [rows]);
  return { rows, count };
}

function Status({ rows, count }: { rows: Rows<Line>; count: Count | null }) {
  const searching = !rows.whole && rows.length === 0 && rows.gone > 0;
  return (
    <span className="quiet num" role="status">
      {count && t(count.more ? "records.countMore" : "records.count", { n: count.n })}
      {searching && ` · ${t("records.searching", { n: rows.gone * 20_000 })}`}
    </span>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const { data: project } = useQuery(projectQuery(name));
  const [search, setSearch] = useSearchParams();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const finder = useRef<HTMLInputElement>(null);
  const query = queryOf(search);
  const written = JSON.stringify(query);
  const [end, setEnd] = useState({ of: written, back: false });
  const back = end.back && end.of === written;
  const { rows, count } = useRows(name, written, back);
  const lead = atLeast(project?.role, "lead");
  const change = (filter: Filter, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(filter, value);
    else next.delete(filter);
    setSearch(next, NOW);
    setSelected(new Set());
  };
  const clear = () => {
    const next = new URLSearchParams(search);
    for (const filter of FILTERS) next.delete(filter);
    setSearch(next, NOW);
  };
  const select = useCallback((id: string) => {
    setSelected((was) => {
      const next = new Set(was);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  useHotkeys("records", {
    "records.find": () => finder.current?.focus(),
    "records.none": (_, event) => {
      if (event.target === finder.current) finder.current?.blur();
      else setSelected(new Set());
    },
  });
  const filtered = FILTERS.some((filter) => query[filter]);
  return (
    <div className="page lead-page records-page">
      <div className="page-head">
        <h1>{t("records.title")}</h1>
        <Status rows={rows} count={count} />
        {lead && (
          <Link className="button edge small" to={`/p/${encodeURIComponent(name)}/import`}>
            {t("import.open")}
          </Link>
        )}
      </div>
      <Views name={name} query={query} lead={lead} />
      <Filters name={name} search={search} onChange={change} onClear={clear} finder={finder} />
      {rows.error != null && <ProblemBox error={rows.error} onRetry={() => rows.refresh()} />}
      {rows.pending && !rows.error && <Skeleton lines={8} />}
      {rows.whole && rows.length === 0 && <p>{filtered ? t("records.noMatch") : t("records.empty", { name })}</p>}
      {rows.length > 0 && (
        <RecordRows
          key={`${written} ${back}`}
          name={name}
          rows={rows}
          back={back}
          onFrom={(from) => setEnd({ of: written, back: from })}
          selected={lead ? selected : null}
          onSelect={select}
          apart={Boolean(query.disagree) || query.sort === "disagreement"}
        />
      )}
      {lead && (
        <BulkBar name={name} query={query} selected={selected} onSelect={setSelected} onDone={() => rows.refresh()} />
      )}
    </div>
  );
}
