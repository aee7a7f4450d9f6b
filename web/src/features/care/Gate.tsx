/** What stands before the next record: guidelines to acknowledge, content to agree to, one's own limit, an exam. */
import type { Claim, Project } from "../../api/shapes";
import { Acknowledge } from "./Acknowledge";
import { Agree } from "./Agree";
import { Capped } from "./Capped";
import { ExamDesk } from "./ExamDesk";

import "./care.css";

interface Props {
  readonly project: Project;
  readonly nothing: NonNullable<Claim["nothing"]>;
  readonly onOpen: () => void;
}

export function Gate({ project, nothing, onOpen }: Props) {
  if (nothing.why === "acknowledge") return <Acknowledge project={project} onOpen={onOpen} />;
  if (nothing.why === "sensitive") return <Agree onOpen={onOpen} />;
  if (nothing.why === "exam") return <ExamDesk project={project} onOpen={onOpen} />;
  return <Capped until={nothing.until} />;
}
