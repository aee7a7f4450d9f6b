/** Rules and people: what was seen of oneself; for reviewers and leads, to whom each stage is open and what rules did. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";

import { projectQuery } from "../../api/queries";
import { t } from "../../app/catalogue";
import { atLeast } from "../../app/roles";
import { ProblemBox } from "../../parts/ProblemBox";
import { Audience } from "./Audience";
import { Log } from "./Log";
import { Mine } from "./Mine";
import "../../parts/page.css";
import "./control.css";

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
    </div>
  );
}
