/** My projects, by what waits for me. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { projectsQuery, sessionQuery } from "../../api/queries";
import type { ProjectLine } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import "../../parts/page.css";
import "./home.css";

type Listed = ProjectLine & { description?: string; paused?: boolean };

interface LineProps {
  readonly project: Listed;
  readonly parts: readonly Listed[];
  /** Whether another one has the same title: then its name tells them apart. */
  readonly twice: boolean;
}

function Line({ project, parts, twice }: LineProps) {
  const to = `/p/${encodeURIComponent(project.name)}`;
  const leads = atLeast(project.role, "reviewer");
  const waits = reviews(project);
  return (
    <li className="project-line">
      <div>
        <h2>
          <Link to={leads ? `${to}/quality` : `${to}/annotate`}>{project.title || project.name}</Link>
        </h2>
        {project.description && <p className="quiet">{project.description}</p>}
        <p className="small quiet num">
          {twice && <>{project.name} · </>}
          {t(`role.${project.role}`)} ·{" "}
          {project.records ? t("home.counts", { n: project.records, done: project.done }) : t("home.noRecords")}
          {project.mine_today > 0 && <> · {t("home.today", { n: project.mine_today })}</>}
          {waits && (
            <>
              {" · "}
              <b>{t("home.waiting", { n: project.waiting ?? 0 })}</b>
            </>
          )}
          {project.paused && <> · {t("home.paused")}</>}
        </p>
        {project.records > 0 && (
          <progress
            max={project.records}
            value={project.done}
            aria-label={t("home.counts", { n: project.records, done: project.done })}
          />
        )}
      </div>
      <Link className={leads && !waits ? "button edge" : "button do"} to={`${to}/annotate`}>
        {t(waits ? "home.review" : "home.answer")} <span className="hidden">{project.title || project.name}</span>
      </Link>
      {leads && (
        <Link className="button edge" to={`${to}/quality`}>
          {t("home.look")} <span className="hidden">{project.title || project.name}</span>
        </Link>
      )}
      {parts.length > 0 && (
        <ul className="project-parts" aria-label={t("home.parts", { name: project.title || project.name })}>
          {parts.map((part) => (
            <li key={part.name}>
              <Link to={`/p/${encodeURIComponent(part.name)}`}>{part.title || part.name}</Link>{" "}
              <span className="small quiet num">
                {t("home.counts", { n: part.records, done: part.done })}
                {part.paused && <> · {t("home.paused")}</>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Whether records wait in later stages for who reviews or leads. */
function reviews(one: Listed): boolean {
  return atLeast(one.role, "reviewer") && (one.waiting ?? 0) > 0;
}

/** What waits for one's review first, then what has open records, then what is done, then what is empty or paused; each by its title. */
function inOrder(lines: readonly Listed[]): Listed[] {
  const rank = (one: Listed) =>
    one.paused || one.records === 0 ? 3 : one.done >= one.records ? 2 : reviews(one) ? 0 : 1;
  const called = (one: Listed) => one.title || one.name;
  return [...lines].sort((a, b) => rank(a) - rank(b) || called(a).localeCompare(called(b)));
}

/** Exams and rounds stand below the project that they are part of; on their own where it is not the reader's. */
function grouped(lines: readonly Listed[]): { readonly project: Listed; readonly parts: readonly Listed[] }[] {
  const there = new Set(lines.map((one) => one.name));
  const below = (one: Listed) => (one.part_of !== null && there.has(one.part_of) ? one.part_of : null);
  return inOrder(lines)
    .filter((one) => below(one) === null)
    .map((project) => ({ project, parts: lines.filter((one) => below(one) === project.name) }));
}

export function Component() {
  const projects = useQuery(projectsQuery);
  const { data: session } = useQuery(sessionQuery);
  const called = (title: string) => projects.data?.filter((one) => one.title === title).length ?? 0;
  return (
    <div className="page lead-page">
      <h1>{t("home.title")}</h1>
      {projects.error && <ProblemBox error={projects.error} onRetry={() => void projects.refetch()} />}
      {projects.isPending && <Skeleton />}
      {projects.data?.length === 0 && (
        <p>
          {t("home.empty")} {t(atLeast(session?.user.role, "lead") ? "home.emptyLead" : "home.emptyOther")}
        </p>
      )}
      {atLeast(session?.user.role, "lead") && (
        <p>
          <Link to="/workflows">{t("home.workflows")}</Link> · <Link to="/new">{t("home.new")}</Link>
        </p>
      )}
      <ul className="project-lines">
        {grouped(projects.data ?? []).map(({ project, parts }) => (
          <Line key={project.name} project={project} parts={parts} twice={called(project.title) > 1} />
        ))}
      </ul>
      {(atLeast(session?.user.role, "lead") || projects.data?.some((one) => one.role === "lead")) && (
        <p>
          <Link to="/archived">{t("home.archived")}</Link>
        </p>
      )}
    </div>
  );
}
