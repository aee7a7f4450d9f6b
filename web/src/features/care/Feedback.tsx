/** After an answer in training, or in an exam that tells at once: what was right and why, then the next record. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, path } from "../../api/client";
import type { Assignment, Project } from "../../api/shapes";
import { say } from "../../app/catalogue/care";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { asked } from "../../schema/answers";
import { RecordView } from "../work/RecordView";
import { Known, type Part } from "./Known";

import "./care.css";

interface Props {
  readonly project: Project;
  readonly assignment: Assignment;
  /** Whether the answer is still on its way. */
  readonly waiting: boolean;
  readonly onGoOn: () => void;
}

export function Feedback({ project, assignment, waiting, onGoOn }: Props) {
  const told = useQuery({
    queryKey: ["feedback", assignment.id],
    enabled: !waiting,
    staleTime: 0,
    queryFn: ({ signal }) => api.get<{ parts: Part[] }>(path("/assignments/", assignment.id, "/feedback"), { signal }),
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  useHotkeys("annotate", {
    "work.submit": () => (document.activeElement?.matches("button, a, summary") ? false : onGoOn()),
  });
  const { spec } = project;
  const context = (part: Part) =>
    asked(spec, assignment.stage, assignment.record, {}).find(
      (one) => one.question.name === part.question && one.element === part.element,
    )?.context;
  return (
    <div className="feedback">
      <div className="feedback-record">
        <RecordView spec={spec} record={assignment.record} />
      </div>
      <section className="feedback-said" aria-labelledby="feedback-head">
        <h2 id="feedback-head" ref={heading} tabIndex={-1}>
          {say("exam.feedback")}
        </h2>
        <div role="status">
          {waiting ? (
            <p>{say("exam.sending")}</p>
          ) : told.isPending ? (
            <Skeleton />
          ) : told.error ? (
            <ProblemBox error={told.error} onRetry={() => void told.refetch()} />
          ) : told.data.parts.length ? (
            told.data.parts.map((part) => (
              <Known key={part.question + part.element} spec={spec} part={part} context={context(part)} />
            ))
          ) : (
            <p className="quiet">{say("exam.unknown")}</p>
          )}
        </div>
        <button type="button" className="button do" onClick={onGoOn}>
          {say("exam.goOn")} <ActionKey id="work.submit" />
        </button>
      </section>
    </div>
  );
}
