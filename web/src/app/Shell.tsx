/** The frame around the pages of projects and people: where you are, where you can go, who you are. */
import { useQuery } from "@tanstack/react-query";
import { NavLink, Outlet, useNavigate, useParams } from "react-router";

import { api } from "../api/client";
import { projectQuery, sessionQuery } from "../api/queries";
import type { Role } from "../api/shapes";
import { HelpSheet } from "../hotkeys/HelpSheet";
import { t, type Key } from "./catalogue";
import { LookMenu } from "./LookMenu";
import { atLeast } from "./roles";

interface Tab {
  readonly to: string;
  readonly label: Key;
  readonly role: Role;
  /** Only where the project is one. */
  readonly only?: "exam";
}

const TABS: readonly Tab[] = [
  { to: "annotate", label: "nav.annotate", role: "annotator" },
  { to: "records", label: "nav.records", role: "reviewer" },
  { to: "stages", label: "stages.title", role: "reviewer" },
  { to: "quality", label: "nav.quality", role: "reviewer" },
  { to: "results", label: "nav.results", role: "reviewer" },
  { to: "exam", label: "nav.exam", role: "reviewer", only: "exam" },
  { to: "rules", label: "nav.rules", role: "annotator" },
  { to: "people", label: "nav.people", role: "lead" },
  { to: "access", label: "nav.access", role: "lead" },
  { to: "export", label: "nav.export", role: "lead" },
  { to: "project", label: "nav.builder", role: "lead" },
];

function ProjectTabs({ name }: { name: string }) {
  const { data: project } = useQuery(projectQuery(name));
  return (
    <nav aria-label={t("nav.project")} className="shell-tabs">
      <b title={project?.spec.title || name}>{project?.spec.title || name}</b>
      {TABS.filter((tab) => atLeast(project?.role, tab.role) && (!tab.only || project?.spec[tab.only])).map((tab) => (
        <NavLink key={tab.to} to={`/p/${encodeURIComponent(name)}/${tab.to}`}>
          {t(tab.label)}
        </NavLink>
      ))}
    </nav>
  );
}

function Person() {
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  if (!session) return <NavLink to="/sign-in">{t("nav.signIn")}</NavLink>;
  const leave = async () => {
    await api.delete("/session");
    await navigate("/sign-in");
    window.location.reload(); // drops everything this person could see
  };
  return (
    <>
      {session.user.role === "admin" && <NavLink to="/people">{t("nav.users")}</NavLink>}
      {session.user.role === "admin" && <NavLink to="/audit">{t("nav.audit")}</NavLink>}
      <NavLink to="/you">{session.user.name}</NavLink>
      <button type="button" className="button" onClick={() => void leave()}>
        {t("nav.signOut")}
      </button>
    </>
  );
}

export function Shell() {
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
        {name && <ProjectTabs name={name} />}
        <span className="push" />
        <LookMenu />
        <Person />
      </header>
      <main id="content" className="shell-main" tabIndex={-1}>
        <Outlet />
      </main>
      <HelpSheet />
    </div>
  );
}
