/**
 * Rules and people: what was seen of oneself; for reviewers and leads, to whom each stage is open and what rules did; for those
 * who answer, how records are judged here.
 */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useParams } from "react-router";

import { projectQuery } from "../../api/queries";
import { t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Audience } from "./Audience";
import { Log } from "./Log";
import { Mine } from "./Mine";
import "../../parts/page.css";
import "./control.css";

const Prose = lazy(() => import("../../fields/content/Prose").then((one) => ({ default: one.Prose })));

export function Component() {
  const { name = "" } = useParams();
  const { data: project, error } = useQuery(projectQuery(name));
  const reviews = atLeast(project?.role, "reviewer");
  return (
    <div className="page lead-page">
      <h1>{t("rules.title")}</h1>
      {error && <ProblemBox error={error} />}
      {reviews && <Audience name={name} />}
      {reviews && <Log name={name} mayUndo={atLeast(project?.role, "lead")} />}
      {project && <Mine name={name} guidelines={project.guidelines} />}
      {project && !reviews && project.guidelines && (
        <section aria-labelledby="rules-guidelines">
          <h2 id="rules-guidelines">{t("rules.howTo")}</h2>
          <Suspense fallback={<Skeleton lines={8} />}>
            <Prose text={project.guidelines} format="markdown" />
          </Suspense>
        </section>
      )}
    </div>
  );
}
