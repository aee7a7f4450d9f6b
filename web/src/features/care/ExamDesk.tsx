/** An exam before, between and after its records: what it is, handing it in, how it went. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";

import { api, path } from "../../api/client";
import type { Project } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { examQuery, percent, type Attempt, type Exam } from "./exam";
import { Known } from "./Known";

export function ExamDesk({ project, onOpen }: { readonly project: Project; readonly onOpen: () => void }) {
  const client = useQueryClient();
  const exam = useQuery(examQuery(project.name));
  const move = useMutation({
    mutationFn: (what: "start" | "finish") => api.post<Exam>(path("/projects/", project.name, `/exam/${what}`)),
    onSuccess: (now, what) => {
      client.setQueryData(examQuery(project.name).queryKey, now);
      if (what === "start") onOpen();
    },
  });
  const latest = exam.data?.attempts[0];
  const open = latest?.state === "open" ? latest : undefined;
  const all = open !== undefined && open.answered === open.records;
  const next = all ? "finish" : exam.data?.may ? "start" : null;
  const go = (): void | false => (next && !move.isPending ? move.mutate(next) : false);
  useHotkeys("annotate", {
    "work.submit": () => (document.activeElement?.matches("button, a, summary") ? false : go()),
  });
  if (exam.isPending) return <Skeleton lines={8} />;
  if (exam.error) return <ProblemBox error={exam.error} onRetry={() => void exam.refetch()} />;
  const label = all ? "exam.handIn" : open ? "exam.goOn" : latest ? "exam.again" : "exam.begin";
  return (
    <div className="page gate">
      {latest && !open ? (
        <Ended exam={exam.data} attempt={latest} />
      ) : (
        <>
          <h1>{all ? say("exam.all") : project.spec.title || project.name}</h1>
          {project.spec.description && !open && <p dir="auto">{project.spec.description}</p>}
          {all ? <p>{say("exam.allBody")}</p> : <What exam={exam.data} />}
          {open && !all && <p className="num">{say("exam.open", { answered: open.answered ?? 0, n: open.records })}</p>}
        </>
      )}
      {move.error && <ProblemBox error={move.error} />}
      {exam.data.asked === 0 && <p>{say("exam.empty")}</p>}
      <div className="nothing-actions">
        {next && (
          <button type="button" className="button do" disabled={move.isPending} onClick={go}>
            {say(label)} <ActionKey id="work.submit" />
          </button>
        )}
        {open && !all && (
          <button
            type="button"
            className="button edge"
            title={say("exam.handInBody")}
            disabled={move.isPending}
            onClick={() => move.mutate("finish")}
          >
            {say("exam.handIn")}
          </button>
        )}
        <Link className="button edge" to="/">
          {t("work.nothing.home")}
        </Link>
      </div>
      {latest?.graded && (
        <ol className="graded">
          {latest.graded.map((one) => (
            <li key={one.record}>
              <h2 dir="auto">{one.title || one.record}</h2>
              {one.parts.map((part) => (
                <Known key={part.question + part.element} spec={project.spec} part={part} />
              ))}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function What({ exam }: { readonly exam: Exam }) {
  return (
    <>
      <p>{say("exam.gives", { skill: exam.skill, level: exam.level })}</p>
      <ul className="num">
        <li>
          {say("exam.records", { n: exam.asked })}, {say("exam.pass", { pass: percent(exam.pass) })}
        </li>
        <li>{say(`exam.${exam.feedback}`)}</li>
        {exam.left !== null && <li>{say("exam.left", { n: exam.left })}</li>}
      </ul>
    </>
  );
}

function Ended({ exam, attempt }: { readonly exam: Exam; readonly attempt: Attempt }) {
  const passed = attempt.state === "passed";
  return (
    <>
      <h1>
        <span className={passed ? "known-mark right" : "known-mark wrong"} aria-hidden="true">
          {passed ? "✓" : "✗"}
        </span>{" "}
        {say(passed ? "exam.passed" : "exam.failed")}
      </h1>
      <p className="num">{say("exam.score", { score: percent(attempt.score), pass: percent(exam.pass) })}</p>
      {exam.held !== null && <p>{say("exam.has", { skill: exam.skill, level: exam.held })}</p>}
      {!passed && (
        <p className="num">
          {exam.left !== null && say("exam.left", { n: exam.left })}
          {exam.left !== 0 && exam.until && <>. {say("exam.next", { when: when(exam.until) })}</>}
        </p>
      )}
    </>
  );
}
