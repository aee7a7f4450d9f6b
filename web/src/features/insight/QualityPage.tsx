/** A lead's first page: is it on track, can I trust it, what needs me. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { progressQuery, projectQuery } from "../../api/queries";
import type { Json } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Interval, two, type Figure } from "./Interval";
import { said } from "./said";
import "./lead.css";
import "../people/people.css";

interface QuestionQuality {
  readonly question: string;
  readonly dimension: string | null;
  readonly each: string | null;
  readonly alpha: Figure | null;
  readonly percent: Figure | null;
  readonly why: string | null;
  readonly records: number;
  readonly people: number;
}

interface Apart {
  readonly id: string;
  readonly title: string;
  readonly distance: number;
  readonly answers: readonly { readonly person: string; readonly value: Json }[];
  readonly consensus: { readonly value: Json; readonly tied: boolean | null | Record<string, boolean> };
}

function Trust({ rows, title }: { rows: readonly QuestionQuality[]; title: (name: string) => string }) {
  if (!rows.length) return <p className="quiet">{t("quality.none")}</p>;
  return (
    <div className="scroll-x">
      <table className="figures">
        <thead>
          <tr>
            <th>{t("quality.question")}</th>
            <th className="n">{t("quality.alpha")}</th>
            <th>{t("quality.interval")}</th>
            <th className="n">{t("quality.agree")}</th>
            <th className="n">{t("quality.records")}</th>
            <th className="n">{t("quality.persons")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.question}/${row.dimension ?? ""}`}>
              <td>
                {title(row.question)}
                {row.dimension && <> · {row.dimension}</>}{" "}
                {row.each && <span className="quiet small">{t("quality.each", { field: row.each })}</span>}
              </td>
              <td className="n num" data-alpha={row.alpha?.estimate}>
                {row.alpha ? two(row.alpha.estimate) : "–"}
              </td>
              <td>{row.alpha ? <Interval figure={row.alpha} /> : <span className="quiet small">{row.why}</span>}</td>
              <td className="n num">{row.percent ? number(row.percent.estimate, { style: "percent" }) : "–"}</td>
              <td className="n num">{number(row.records)}</td>
              <td className="n num">{number(row.people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Needs({
  name,
  questions,
  title,
}: {
  name: string;
  questions: readonly string[];
  title: (name: string) => string;
}) {
  const [chosen, setChosen] = useState(questions[0] ?? "");
  const apart = useQuery({
    queryKey: ["project", name, "disagreements", chosen],
    enabled: chosen !== "",
    queryFn: ({ signal }) =>
      api.get<{ total: number; records: Apart[] }>(path("/projects/", name, "/disagreements"), {
        query: { question: chosen, limit: 50 },
        signal,
      }),
  });
  const rows = apart.data?.records.filter((row) => row.distance > 0) ?? [];
  return (
    <>
      <div className="line-form">
        <label className="field">
          {t("quality.question")}
          <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            {questions.map((question) => (
              <option key={question} value={question}>
                {title(question)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {apart.error && <ProblemBox error={apart.error} />}
      {apart.isPending && chosen !== "" && <Skeleton />}
      {apart.data && !rows.length && <p className="quiet">{t("quality.noDisagree")}</p>}
      <ul className="plain" aria-label={t("quality.disagree")}>
        {rows.map((row) => (
          <li key={row.id} className="apart-line">
            <div>
              <Link to={`/p/${encodeURIComponent(name)}/records/${encodeURIComponent(row.id)}`}>
                {row.title || row.id}
              </Link>{" "}
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
    </>
  );
}

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const progress = useQuery(progressQuery(name));
  const quality = useQuery({
    queryKey: ["project", name, "quality"],
    refetchInterval: 30_000,
    queryFn: ({ signal }) =>
      api.get<{ questions: QuestionQuality[] }>(path("/projects/", name, "/quality"), { signal }),
  });
  const title = (question: string) => project.data?.spec.questions[question]?.title || question;
  const rows = quality.data?.questions ?? [];
  const counts = progress.data;
  const error = project.error ?? progress.error ?? quality.error;
  const figures: readonly [number, string][] = counts
    ? [
        [counts.records.done, t("quality.done", { n: counts.records.total })],
        [counts.records.open, t("quality.waiting")],
        [(counts.people ?? []).reduce((sum, one) => sum + one.today, 0), t("quality.today")],
        [(counts.people ?? []).filter((one) => one.answered > 0).length, t("quality.people")],
      ]
    : [];
  return (
    <div className="page lead-page">
      <h1>{t("quality.title")}</h1>
      {error && <ProblemBox error={error} />}
      <section aria-labelledby="on-track">
        <h2 id="on-track">{t("quality.track")}</h2>
        {progress.isPending ? <Skeleton lines={2} /> : null}
        <div className="big-figures">
          {figures.map(([value, words]) => (
            <div key={words}>
              <b className="num">{number(value)}</b>
              <span className="quiet">{words}</span>
            </div>
          ))}
        </div>
      </section>
      <section aria-labelledby="trust">
        <h2 id="trust">{t("quality.trust")}</h2>
        {quality.isPending ? <Skeleton /> : <Trust rows={rows} title={title} />}
      </section>
      <section aria-labelledby="needs">
        <h2 id="needs">{t("quality.needs")}</h2>
        {project.data && <Needs name={name} questions={Object.keys(project.data.spec.questions)} title={title} />}
      </section>
    </div>
  );
}
