/** The documents that evidence is looked up in: found by their words, read with what quotes them, brought, replaced, withdrawn. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useRef } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import { projectQuery } from "../../api/queries";
import { number, t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { useTyped } from "../../parts/useTyped";
import { BringPane } from "./BringPane";
import { DocumentPane } from "./DocumentPane";
import { listQuery, PAGE, searchQuery } from "./documents";
import { Lines } from "./Lines";
import "./hotkeys";
import "../../parts/page.css";
import "./corpus.css";

export function Component() {
  const { name = "" } = useParams();
  const [asked, ask] = useSearchParams();
  const project = useQuery(projectQuery(name));
  const [words, type] = useTyped(asked.get("q") ?? "");
  const offset = Math.max(0, Number(asked.get("from")) || 0);
  const chosen = asked.get("d");
  const wanted = useDeferredValue(words.trim());
  const list = useQuery(listQuery(name, offset));
  const found = useQuery(searchQuery(name, wanted));
  const search = useRef<HTMLInputElement>(null);
  useHotkeys("corpus", { "corpus.search": () => search.current?.focus() });
  const set = (changes: Readonly<Record<string, string | null>>) =>
    ask(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [key, value] of Object.entries(changes)) {
          if (value) next.set(key, value);
          else next.delete(key);
        }
        return next;
      },
      { replace: true, flushSync: true },
    );
  const find = (typed: string) => {
    type(typed);
    set({ q: typed });
  };
  const lead = atLeast(project.data?.role, "lead");
  const total = list.data?.total ?? 0;
  const shown = Object.values(project.data?.spec.fields ?? {}).some((one) => one.type === "sources" && one.corpus);
  const error = list.error ?? found.error;
  return (
    <div className="page lead-page corpus-page">
      <div className="page-head">
        <h1>{t("corpus.title")}</h1>
        {list.data && <span className="quiet num">{t("corpus.count", { n: total })}</span>}
      </div>
      {project.data && !shown && (
        <p className="quiet measure">
          {t("corpus.notShown")}{" "}
          {lead && <Link to={`/p/${encodeURIComponent(name)}/project`}>{t("corpus.toBuilder")}</Link>}
        </p>
      )}
      {error && <ProblemBox error={error} onRetry={() => void list.refetch()} />}
      {list.data && total === 0 && <p className="measure">{t(lead ? "corpus.none" : "corpus.noneYet")}</p>}
      {lead && <BringPane name={name} open={list.data?.total === 0} onBrought={(id) => set({ d: id, q: null })} />}
      {list.isPending && <Skeleton lines={6} />}
      {total > 0 && (
        <div className="corpus-panes">
          <section aria-label={t("corpus.documents")}>
            <label className="field">
              <span>
                {t("corpus.find")} <ActionKey id="corpus.search" />
              </span>
              <input ref={search} type="search" dir="auto" value={words} onChange={(e) => find(e.target.value)} />
            </label>
            {wanted ? (
              <Lines hits={found.data?.hits ?? []} words={wanted} chosen={chosen} onChoose={(d) => set({ d })} />
            ) : (
              <>
                <Lines documents={list.data?.documents ?? []} chosen={chosen} onChoose={(d) => set({ d })} />
                <Pager offset={offset} total={total} onGo={(from) => set({ from: from ? String(from) : null })} />
              </>
            )}
            {wanted && found.data?.hits.length === 0 && <p className="quiet">{t("corpus.nothing")}</p>}
          </section>
          {chosen ? (
            <DocumentPane key={chosen} name={name} id={chosen} lead={lead} onGone={() => set({ d: null })} />
          ) : (
            <p className="quiet corpus-choose">{t("corpus.choose")}</p>
          )}
        </div>
      )}
    </div>
  );
}

function Pager({ offset, total, onGo }: { offset: number; total: number; onGo: (offset: number) => void }) {
  if (total <= PAGE) return null;
  return (
    <p className="corpus-pager">
      <button
        type="button"
        className="button edge small"
        disabled={!offset}
        onClick={() => onGo(Math.max(0, offset - PAGE))}
      >
        {t("corpus.before")}
      </button>
      <span className="quiet num small">
        {t("corpus.range", {
          from: number(Math.min(offset + 1, total)),
          to: number(Math.min(offset + PAGE, total)),
          n: total,
        })}
      </span>
      <button
        type="button"
        className="button edge small"
        disabled={offset + PAGE >= total}
        onClick={() => onGo(offset + PAGE)}
      >
        {t("corpus.after")}
      </button>
    </p>
  );
}
