/** Records where people differ, farthest apart first, and what the guidelines fail to tell apart. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Gaps } from "./Gaps";
import { two } from "./Interval";
import { said } from "./said";
import "../../parts/page.css";
import "./lead.css";

interface Apart {
  readonly id: string;
  readonly title: string;
  readonly distance: number;
  readonly answers: readonly { readonly person: string; readonly value: Json }[];
  readonly consensus: { readonly value: Json; readonly tied: boolean | null | Record<string, boolean> };
}

function List({ name, rows }: { name: string; rows: readonly Apart[] }) {
  return (
    <ul className="plain" aria-label={t("quality.disagree")}>
      {rows.map((row) => (
        <li key={row.id} className="apart-line">
          <div className="what">
            <Link dir="auto" to={`/p/${encodeURIComponent(name)}/records/${encodeURIComponent(row.id)}`}>
              {row.title || row.id}
            </Link>
            <span className="quiet small num">{t("quality.apart", { n: two(row.distance) })}</span>
          </div>
          <div className="votes small">
            {row.answers.map((one) => (
              <span key={one.person}>
                <span className="quiet">{one.person}</span> {said(one.value)}
              </span>
            ))}
            <span>
              <span className="quiet">{t("quality.consensus")}</span> {said(row.consensus.value)}
              {row.consensus.tied === true && <span className="quiet"> ({t("quality.tied")})</span>}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const project = useQuery(projectQuery(name));
  const questions = Object.entries(project.data?.spec.questions ?? {});
  const chosen = search.get("question") || questions[0]?.[0] || "";
  const apart = useQuery({
    queryKey: ["project", name, "disagreements", chosen],
    enabled: chosen !== "",
    refetchInterval: 30_000,
    queryFn: ({ signal }) =>
      api.get<{ total: number; records: Apart[] }>(path("/projects/", name, "/disagreements"), {
        query: { question: chosen, limit: 50 },
        signal,
      }),
  });
  const rows = apart.data?.records ?? [];
  const error = project.error ?? apart.error;
  return (
    <div className="page lead-page">
      <h1>{t("apart.title")}</h1>
      <div className="line-form">
        <label className="field">
          {t("quality.question")}
          <select
            value={chosen}
            onChange={(event) => setSearch({ question: event.currentTarget.value }, { replace: true, flushSync: true })}
          >
            {questions.map(([key, one]) => (
              <option key={key} value={key}>
                {one.title || key}
              </option>
            ))}
          </select>
        </label>
        <Link
          className="button"
          to={`/p/${encodeURIComponent(name)}/records?sort=disagreement&disagree=${encodeURIComponent(chosen)}`}
        >
          {t("apart.list")}
        </Link>
      </div>
      {error && <ProblemBox error={error} onRetry={() => void apart.refetch()} />}
      {chosen !== "" && <Gaps name={name} question={chosen} />}
      <section aria-labelledby="apart-list">
        <h2 id="apart-list">{t("quality.disagree")}</h2>
        {apart.isPending && !error && <Skeleton />}
        {apart.data && !rows.length && <p className="quiet">{t("quality.noDisagree")}</p>}
        <List name={name} rows={rows} />
      </section>
    </div>
  );
}
