/** No record for this person now: why, what they did, and what they can do. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Link } from "react-router";

import { progressQuery } from "../../api/queries";
import type { Claim, Project } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ActionKey } from "../../hotkeys/Keys";
import { Skeleton } from "../../parts/Skeleton";

const Gate = lazy(() => import("../care/Gate").then((one) => ({ default: one.Gate })));
const GATES = ["acknowledge", "sensitive", "daily cap", "exam"];

interface Props {
  readonly project: Project;
  readonly nothing: NonNullable<Claim["nothing"]>;
  readonly onLook: () => void;
  readonly onBack: () => void;
}

export function NothingLeft({ project, nothing, onLook, onBack }: Props) {
  const { data: progress } = useQuery(progressQuery(project.name));
  if (GATES.includes(nothing.why))
    return (
      <Suspense fallback={<Skeleton lines={8} />}>
        <Gate project={project} nothing={nothing} onOpen={onLook} />
      </Suspense>
    );
  const done = nothing.why === "done";
  return (
    <div className="page nothing">
      <h1>{done ? t("work.nothing.done") : t("work.nothing.wait")}</h1>
      <p>
        {done
          ? t("work.nothing.doneBody")
          : project.paused
            ? t("work.paused")
            : t("work.nothing.why", { why: nothing.why })}
      </p>
      {nothing.until && <p>{t("work.nothing.until", { when: when(nothing.until) })}</p>}
      {progress && progress.mine.total > 0 && (
        <p className="num">{t("work.nothing.yours", { n: progress.mine.total, today: progress.mine.today })}</p>
      )}
      <div className="nothing-actions">
        <button type="button" className="button do" onClick={onLook}>
          {t("work.nothing.look")}
        </button>
        <button type="button" className="button edge" onClick={onBack}>
          {t("work.back")} <ActionKey id="work.back" />
        </button>
        {atLeast(project.role, "reviewer") && (
          <Link className="button edge" to={`/p/${encodeURIComponent(project.name)}/records`}>
            {t("work.nothing.records")}
          </Link>
        )}
        {nothing.why.startsWith("suspended") && (
          <Link className="button edge" to={`/p/${encodeURIComponent(project.name)}/rules`}>
            {t("work.nothing.rules")}
          </Link>
        )}
        {project.spec.stages[0]?.name === "blind-vote" && (
          <Link className="button edge" to={`/p/${encodeURIComponent(project.name)}/round`}>
            {t("work.nothing.round")}
          </Link>
        )}
        <Link className="button" to="/">
          {t("work.nothing.home")}
        </Link>
      </div>
    </div>
  );
}
