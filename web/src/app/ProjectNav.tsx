/**
 * The pages of a project: groups in one line, the pages of one group in the line below. A digit opens a group, a second one its
 * page: so each page is two key presses away from each other.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";

import { projectQuery, sessionQuery } from "../api/queries";
import { useHotkeys } from "../hotkeys/hotkeys";
import { KeyCap } from "../hotkeys/Keys";
import { register } from "../hotkeys/registry";
import { t } from "./catalogue";
import { groupsOf, placeOf, type Group } from "./places";

register([
  { id: "go.work", keys: ["1"], scope: "project", label: "nav.work" },
  { id: "go.judgment", keys: ["2"], scope: "project", label: "nav.judgment" },
  { id: "go.people", keys: ["3"], scope: "project", label: "nav.people" },
  { id: "go.project", keys: ["4"], scope: "project", label: "nav.builder" },
  { id: "go.annotate", keys: ["5"], scope: "project", label: "nav.annotate" },
  { id: "go.page", keys: ["digit"], scope: "project", label: "nav.page" },
  { id: "go.back", keys: ["esc"], scope: "project", label: "nav.back" },
]);

/** The group whose pages a second digit chooses from; while it is asked for, the keyboard is among its pages. */
function useGoing(base: string, groups: readonly Group[]) {
  const navigate = useNavigate();
  const [asked, ask] = useState<Group | undefined>(undefined);
  const line = useRef<HTMLUListElement>(null);
  const from = useRef<Element | null>(null);
  const back = () => {
    if (from.current instanceof HTMLElement) from.current.focus();
    ask(undefined);
  };
  const first = (group: Group) => () => {
    if (!asked) from.current = document.activeElement;
    ask(group);
  };
  const open = Object.fromEntries(groups.map((group) => [group.key, first(group)]));
  useHotkeys("project", { ...open, "go.annotate": () => void navigate(`${base}/annotate`) });
  useHotkeys(
    "project",
    {
      "go.page": (press) => {
        const place = asked?.places[Number(press) - 1];
        if (!place) return false;
        ask(undefined);
        document.getElementById("content")?.focus();
        void navigate(`${base}/${place.to}`);
      },
      "go.back": back,
    },
    { active: asked !== undefined, level: 1 },
  );
  useEffect(() => {
    if (asked) line.current?.querySelector("a")?.focus();
  }, [asked]);
  const leave = (event: React.FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) ask(undefined);
  };
  return { asked, line, leave };
}

export function ProjectNav({ name }: { name: string }) {
  const { data: project } = useQuery(projectQuery(name));
  const { data: session } = useQuery(sessionQuery);
  const { pathname } = useLocation();
  const base = `/p/${encodeURIComponent(name)}`;
  const here = placeOf(pathname);
  const groups = groupsOf(project?.role, (part) => Boolean(project?.spec[part]));
  const { asked, line, leave } = useGoing(base, groups);
  const current = groups.find((group) => group.places.some((place) => place.to === here));
  const shown = asked ?? current;
  const title = project?.spec.title || name;
  const place = current?.places.find((one) => one.to === here);
  const leads = groups.length > 1;
  const own = `${base}/people/${encodeURIComponent(session?.user.name ?? "")}`;
  return (
    <nav aria-label={t("nav.project")} className="project-nav">
      <title>{[place && t(place.label), title, t("app.name")].filter(Boolean).join(" · ")}</title>
      <Link className="project-name" to={leads ? `${base}/quality` : own} title={title} dir="auto">
        {title}
      </Link>
      <ul className="project-groups">
        {leads &&
          groups.map((group) => (
            <li key={group.key}>
              <Link
                to={`${base}/${group.places[0]?.to}`}
                className={group === shown ? "active" : ""}
                {...(group === current ? { "aria-current": "true" as const } : {})}
              >
                {t(group.label)}
              </Link>
            </li>
          ))}
        {project && (
          <li>
            <Link to={`${base}/annotate`}>{t("nav.annotate")}</Link>
          </li>
        )}
        {project && !leads && (
          <>
            <li>
              <Link to={own} className={here === "people" ? "active" : ""}>
                {t("nav.own")}
              </Link>
            </li>
            <li>
              <Link to={`${base}/rules`} className={here === "rules" ? "active" : ""}>
                {t("nav.rules")}
              </Link>
            </li>
          </>
        )}
      </ul>
      {leads && shown && (
        <ul className="project-places" aria-label={t(shown.label)} ref={line} onBlur={leave}>
          {shown.places.map((one, at) => (
            <li key={one.to}>
              <Link to={`${base}/${one.to}`} {...(one.to === here ? { "aria-current": "page" as const } : {})}>
                {asked && <KeyCap press={String(at + 1)} />}
                {t(one.label)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </nav>
  );
}
