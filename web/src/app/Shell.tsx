/** The frame around the pages of projects and people: where you are, where you can go, who you are. */
import { useQuery } from "@tanstack/react-query";
import { Link, NavLink, Outlet, useLocation, useParams } from "react-router";

import { projectQuery, sessionQuery } from "../api/queries";
import { HelpSheet } from "../hotkeys/HelpSheet";
import { ProblemBox } from "../parts/ProblemBox";
import { SignOut } from "../parts/SignOut";
import { t } from "./catalogue";
import { LookMenu } from "./LookMenu";
import { neededFor } from "./places";
import { ProjectNav } from "./ProjectNav";
import { atLeast } from "./roles";

export interface ShellProps {
  /** What features show in the bar beside the person, such as how much is new. */
  readonly parts: readonly React.ComponentType[];
}

function Person({ parts }: ShellProps) {
  const { data: session } = useQuery(sessionQuery);
  if (!session) return <NavLink to="/sign-in">{t("nav.signIn")}</NavLink>;
  return (
    <>
      {session.user.role === "admin" && <NavLink to="/people">{t("nav.users")}</NavLink>}
      {session.user.role === "admin" && <NavLink to="/audit">{t("nav.audit")}</NavLink>}
      {parts.map((Part, n) => (
        <Part key={n} />
      ))}
      <NavLink
        to="/you"
        className={({ isActive }) => (isActive ? "person active" : "person")}
        title={session.user.name}
      >
        {session.user.name}
      </NavLink>
      <SignOut className="button shell-out" />
    </>
  );
}

/** A project's page, for those who may open it; the others are told why not, and where they can go. */
function Threshold({ name }: { name: string }) {
  const project = useQuery(projectQuery(name));
  const { pathname } = useLocation();
  if (project.error && !project.data) {
    return (
      <div className="page">
        <ProblemBox error={project.error} onRetry={() => void project.refetch()} />
      </div>
    );
  }
  const needed = neededFor(pathname);
  if (!project.data || !needed || atLeast(project.data.role, needed)) return <Outlet />;
  return (
    <div className="page">
      <h1>{t("role.needed", { role: t(`role.a.${needed}`) })}</h1>
      <p>{t("role.yours", { role: t(`role.a.${project.data.role}`) })}</p>
      <Link to="/">{t("problem.home")}</Link>
    </div>
  );
}

export function Shell({ parts }: ShellProps) {
  const { name } = useParams();
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t("nav.skip")}
      </a>
      <header className="shell-top">
        <NavLink to="/" className="shell-home" end>
          {t("app.name")}
        </NavLink>
        {name ? <ProjectNav name={name} /> : <title>{t("app.name")}</title>}
        <div className="shell-own">
          <LookMenu />
          <Person parts={parts} />
        </div>
      </header>
      <main id="content" className="shell-main" tabIndex={-1}>
        {name ? <Threshold name={name} /> : <Outlet />}
      </main>
      <HelpSheet />
    </div>
  );
}
