/** The stage graph with live counts: where records wait, where they go, and who may work there; as a drawing and as tables. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";

import { api, path } from "../../api/client";
import { progressQuery, projectQuery } from "../../api/queries";
import type { Progress, StageDef } from "../../api/shapes";
import { number, t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Graph } from "./Graph";
import { movesOf } from "./layout";
import "../../parts/page.css";
import "./stages.css";

interface Escalation {
  readonly record: string;
  readonly title: string;
  readonly stage: string;
  readonly severity: string;
  readonly owner: string;
  readonly due_at: string;
  readonly overdue_at: string | null;
}

const FRESH = 5_000;

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const progress = useQuery({ ...progressQuery(name), refetchInterval: FRESH });
  const raised = useQuery({
    queryKey: ["project", name, "escalations"],
    refetchInterval: FRESH,
    queryFn: ({ signal }) =>
      api.get<{ escalations: Escalation[] }>(path("/projects/", name, "/escalations"), { signal }),
  });
  const error = project.error ?? progress.error;
  if (error) {
    return (
      <div className="page lead-page">
        <ProblemBox error={error} onRetry={() => void progress.refetch()} />
      </div>
    );
  }
  if (!project.data || !progress.data) {
    return (
      <div className="page lead-page">
        <Skeleton lines={8} />
      </div>
    );
  }
  const { stages } = project.data.spec;
  const escalations = raised.data?.escalations ?? [];
  return (
    <div className="page lead-page">
      <h1>{t("stages.title")}</h1>
      <div className="stages-whole">
        <Graph stages={stages} progress={progress.data} escalations={escalations.map((one) => one.stage)} />
        <div>
          <StageTable name={name} stages={stages} progress={progress.data} />
          <MoveTable stages={stages} />
        </div>
      </div>
      {escalations.length > 0 && <Escalated project={name} escalations={escalations} />}
    </div>
  );
}

interface StageTableProps {
  readonly name: string;
  readonly stages: readonly StageDef[];
  readonly progress: Progress;
}

function StageTable({ name, stages, progress }: StageTableProps) {
  const list = (stage: string) => `/p/${encodeURIComponent(name)}/records?stage=${encodeURIComponent(stage)}`;
  const counts = new Map(progress.stages.map((one) => [one.name, one]));
  return (
    <table className="figures">
      <caption>{t("stages.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("stages.stage")}</th>
          <th scope="col">{t("stages.who")}</th>
          <th scope="col" className="n">
            {t("stages.waiting")}
          </th>
          <th scope="col" className="n">
            {t("stages.through")}
          </th>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage) => (
          <tr key={stage.name}>
            <th scope="row">{stage.name}</th>
            <td>{whoOf(stage)}</td>
            <td className="n num">
              <Link to={`${list(stage.name)}&state=open`}>{number(counts.get(stage.name)?.open ?? 0)}</Link>
            </td>
            <td className="n num">
              <Link to={`${list(stage.name)}&state=done`}>{number(counts.get(stage.name)?.done ?? 0)}</Link>
            </td>
          </tr>
        ))}
        {Object.entries(progress.ends ?? {}).map(([end, n]) => (
          <tr key={end}>
            <th scope="row">{t(`stages.end.${end as "done" | "rejected" | "returned"}`)}</th>
            <td />
            <td className="n">–</td>
            <td className="n num">{number(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who may work there, in a line. */
function whoOf({ who = {}, overlap = 1, cycles, blind }: StageDef): string {
  const people = typeof overlap === "number" ? overlap : `${overlap.min}–${overlap.max}`;
  const said = Object.entries(who).map(([key, value]) => `${key.replace(/_/g, " ")}: ${written(value)}`);
  return [
    t("stages.people", { n: people }),
    ...said,
    cycles ? t("stages.atMost", { n: cycles }) : "",
    blind ? t("stages.blind") : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** A condition on people in words: what is held at a level says from which on. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(", ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, part]) => (part === 1 ? name : `${name} ${written(part)}`))
    .join(", ");
}

function MoveTable({ stages }: { stages: readonly StageDef[] }) {
  return (
    <table className="figures">
      <caption>{t("stages.moves")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("stages.number")}</th>
          <th scope="col">{t("stages.move")}</th>
          <th scope="col">{t("stages.when")}</th>
        </tr>
      </thead>
      <tbody>
        {movesOf(stages).map(({ from, to, move }, at) => (
          <tr key={at}>
            <td className="num">{at + 1}</td>
            <th scope="row">
              {from} → {to}
            </th>
            <td>
              {move?.when ? <code>{move.when}</code> : t("stages.else")}
              {move?.return && <> · {t("stages.toAuthor", { n: move.return.hours })}</>}
              {move?.escalate && (
                <>
                  {" "}
                  ·{" "}
                  {t("stages.escalates", {
                    severity: move.escalate.severity,
                    owner: move.escalate.owner,
                    n: move.escalate.hours,
                  })}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Escalated({ project, escalations }: { project: string; escalations: readonly Escalation[] }) {
  return (
    <section aria-labelledby="escalated">
      <h2 id="escalated">{t("stages.escalated")}</h2>
      <ul className="plain">
        {escalations.map((one, at) => (
          <li key={at}>
            <Link to={`/p/${encodeURIComponent(project)}/records/${encodeURIComponent(one.record)}`}>{one.record}</Link>{" "}
            <b className={one.overdue_at ? "warn" : ""}>{one.severity}</b> {one.owner} · {one.stage} ·{" "}
            <span className="quiet">
              {t(one.overdue_at ? "stages.overdue" : "stages.due", { when: when(one.due_at) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
