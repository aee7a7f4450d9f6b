/** One record on the desk: the record, the questions, and the bar to send, skip and go back. */
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { AnchorStage } from "../../anchors/AnchorStage";
import type { Project, Verdict } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { corpusOf, corpusStore } from "../../fields/corpus";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { Skeleton } from "../../parts/Skeleton";
import { titleOf } from "../../questions/frame/titles";
import { lacks, toSubmit, withEarlier, type Asked } from "../../schema/answers";
import { resolved } from "../../schema/references";
import { BottomBar } from "./BottomBar";
import { Layout } from "./Layout";
import { LeaseNotice } from "./LeaseNotice";
import { elementNeighbour, neighbour, nextLacking } from "./order";
import { OtherFaults } from "./OtherFaults";
import type { Task, WorkSession } from "./session";
import { SkipPane } from "./SkipPane";
import { useDesk, type Desk } from "./useDesk";

// what most records do not need comes when one does
const words = () => import("../../app/catalogue/later");
const ReviewDesk = lazy(async () => {
  const [one] = await Promise.all([import("./review/ReviewDesk"), words()]);
  return { default: one.ReviewDesk };
});
const Returned = lazy(async () => {
  const [one] = await Promise.all([import("./review/Returned"), words()]);
  return { default: one.Returned };
});

const Before = lazy(async () => {
  const [one] = await Promise.all([import("./review/Before"), words()]);
  return { default: one.Before };
});

interface Props {
  readonly project: Project;
  readonly task: Task;
  readonly session: WorkSession;
  readonly onSaved: (saved: Desk["saved"]) => void;
}

/** What keeps a question from being sent, in words. */
function lackWords(one: Asked, desk: Desk): string | null {
  const lack = lacks(one, desk.answers);
  if (!lack) return null;
  const name = titleOf(one.question);
  if (lack === "unfinished") return t("work.unfinished", { name });
  if (lack === "why") return t("work.whyMissing", { name });
  return t("work.missing", { name });
}

/** A press in a place that has its own meaning for it: a button outside of the questions, a link. */
function elsewhere(): boolean {
  const here = document.activeElement;
  if (!here || here === document.body || here.closest("[data-question]")) return false;
  return here.matches("button, a, summary, select, [role=option]");
}

export function Workplace({ project, task, session, onSaved }: Props) {
  const { spec } = project;
  corpusOf(project.name);
  const corpus = useSyncExternalStore(corpusStore.subscribe, corpusStore.version);
  const desk = useDesk(spec, task, session);
  const { saved, questions, active } = desk;
  const [tried, setTried] = useState(0);
  const [skipping, setSkipping] = useState(false);
  const { assignment } = task;
  const kind = spec.stages.find((one) => one.name === assignment.stage)?.kind;
  const [writing, setWriting] = useState(false);
  const judging = kind !== undefined && !writing;
  useEffect(() => {
    onSaved(saved);
    return () => onSaved("saved");
  }, [saved, onSaved]);

  const go = (to: Asked | undefined): void | boolean => (to ? desk.activate(to.key) : false);
  const submit = () => {
    const missing = nextLacking(questions, desk.answers, undefined);
    if (missing) {
      setTried((was) => was + 1);
      desk.activate(missing.key);
      if (lacks(missing, desk.answers) === "why") {
        document.querySelector<HTMLElement>(`[data-question="${CSS.escape(missing.key)}"] [data-why]`)?.focus();
      }
      return;
    }
    if (kind === "adjudicate") return setWriting(false);
    send(kind ? { action: "fix" } : undefined);
  };
  const send = (verdict?: Verdict) => {
    const answers = verdict && ["approve", "return", "reject"].includes(verdict.action) ? {} : desk.answers;
    const stage = spec.stages.find((one) => one.name === task.assignment.stage);
    const tells = stage?.training === true || spec.exam?.feedback === "each";
    const { events } = desk;
    session.submit(task, toSubmit(questions, answers), desk.seconds(), project.version, { verdict, events, tells });
  };
  const inWork = () => !elsewhere() && !document.activeElement?.closest("aside, header.work-top, [role=dialog]");
  useHotkeys(
    "annotate",
    {
      "work.submit": () => (elsewhere() ? false : submit()),
      "work.submitInside": submit,
      "work.next": () => (inWork() ? go(neighbour(questions, active, 1)) : false),
      "work.previous": () => (inWork() ? go(neighbour(questions, active, -1)) : false),
      "work.nextElement": () => go(elementNeighbour(questions, active, 1)),
      "work.previousElement": () => go(elementNeighbour(questions, active, -1)),
      "work.back": () => void session.back(),
      "work.forward": () => (task.before ? session.forward() : false),
      "work.skip": () => (task.before ? false : setSkipping(true)),
      "work.undo": desk.undo,
      "work.redo": desk.redo,
      "work.escape": () => {
        if (!(document.activeElement instanceof HTMLElement) || !document.activeElement.closest("[data-question]"))
          return false;
        document.activeElement.blur();
      },
    },
    { active: !judging },
  );

  const { record, earlier } = assignment;
  const answers = useMemo(() => withEarlier(desk.answers, earlier), [desk.answers, earlier]);
  const resolve = useCallback(
    (at: string) => resolved(spec, record, answers, at),
    // a document of the corpus that came can be marked
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [spec, record, answers, corpus],
  );
  const lacking = questions.filter((one) => lacks(one, desk.answers));
  const first = lacking[0];
  return (
    <>
      <title>{`${spec.title || project.name} · ${t("app.name")}`}</title>
      <AnchorStage resolve={resolve}>
        {(assignment.returned || (!kind && assignment.comments?.length)) && (
          <Suspense>
            <Returned assignment={assignment} judging={kind !== undefined} />
          </Suspense>
        )}
        {!kind && !!assignment.shown?.length && (
          <Suspense>
            <Before spec={spec} assignment={assignment} />
          </Suspense>
        )}
        {judging ? (
          <Suspense fallback={<Skeleton lines={8} />}>
            <ReviewDesk
              project={project}
              task={task}
              desk={desk}
              kind={kind}
              onDecide={send}
              onWrite={() => setWriting(true)}
              onBack={() => void session.back()}
              onSkip={() => setSkipping(true)}
            />
          </Suspense>
        ) : (
          <Layout spec={spec} task={task} desk={desk} tried={tried} />
        )}
      </AnchorStage>
      {skipping && (
        <SkipPane
          onClose={() => setSkipping(false)}
          onSkip={(reason) => {
            setSkipping(false);
            void session.skip(task, reason);
          }}
        />
      )}
      <LeaseNotice until={task.before ? null : task.assignment.lease_until} />
      <OtherFaults faults={task.faults} questions={questions} />
      {task.before && (
        <p className="work-notice" role="status">
          {t("work.revising", { when: when(task.before.submitted_at) })}{" "}
          <button type="button" className="button edge" onClick={() => session.forward()}>
            {t("work.forward")}
          </button>
        </p>
      )}
      {!judging && (
        <BottomBar
          seconds={desk.seconds}
          again={task.before !== null}
          left={lacking.length}
          said={tried && first ? lackWords(first, desk) : null}
          onBack={() => void session.back()}
          onSkip={task.before ? null : () => setSkipping(true)}
          onSubmit={submit}
        />
      )}
    </>
  );
}
