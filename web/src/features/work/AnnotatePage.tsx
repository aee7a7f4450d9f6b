/** The page where people answer, all day. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Link, useParams } from "react-router";

import { progressQuery, projectQuery, sessionQuery } from "../../api/queries";
import type { Project } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { HelpSheet } from "../../hotkeys/HelpSheet";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { loadKeys } from "../../hotkeys/registry";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { GuidelinesPane, useGuidelinesRead } from "./Guidelines";
import { NothingLeft } from "./NothingLeft";
import { WorkSession, type Task } from "./session";
import { browserStore } from "./storage";
import { TopBar } from "./TopBar";
import { useOtherTab } from "./otherTab";
import type { Desk } from "./useDesk";
import { usePrepared } from "./usePrepared";
import { Workplace } from "./Workplace";

import "./hotkeys";
import "./work.css";
import "./questions.css";
import "./widgets.css";
import "./content.css";
import "./content-data.css";

const Feedback = lazy(() => import("../care/Feedback").then((one) => ({ default: one.Feedback })));
const BreakPrompt = lazy(() => import("../care/BreakPrompt").then((one) => ({ default: one.BreakPrompt })));

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const session = useQuery(sessionQuery);
  const ready = usePrepared(project.data?.spec);
  if (project.error) {
    return (
      <main className="page">
        <ProblemBox error={project.error} onRetry={() => void project.refetch()} />
      </main>
    );
  }
  if (!project.data || !session.data || !ready) {
    return (
      <main className="page">
        <Skeleton lines={8} />
      </main>
    );
  }
  return <Annotate key={name} project={project.data} person={session.data.user.name} />;
}

function Annotate({ project, person }: { project: Project; person: string }) {
  const client = useQueryClient();
  const [session] = useState(() => {
    loadKeys(person);
    const store = browserStore(`accord.${person}.${project.name}.`);
    return new WorkSession(project.name, store, () => {
      void client.invalidateQueries({ queryKey: projectQuery(project.name).queryKey });
    });
  });
  const state = useSyncExternalStore(session.subscribe, session.snapshot);
  useEffect(() => session.start(), [session]);
  useEffect(() => {
    if (state.waiting === 0) void client.invalidateQueries({ queryKey: progressQuery(project.name).queryKey });
  }, [client, project.name, state.waiting]);
  const [saved, setSaved] = useState<Desk["saved"]>("saved");
  const guidelines = useGuidelinesRead(project, session.store);
  const [open, setOpen] = useState(guidelines.first);
  const close = useCallback(() => {
    setOpen(false);
    if (guidelines.first) guidelines.understood();
  }, [guidelines]);
  const otherTab = useOtherTab(`${person}.${project.name}`);
  useHotkeys("annotate", {
    "work.guidelines": () => (open ? close() : setOpen(true)),
    "work.escape": () => (open ? close() : false),
    "work.back": () => (state.task ? false : void session.back()),
  });
  const { task } = state;
  const look = async () => {
    if (state.nothing?.why === "acknowledge") {
      // what was acknowledged there need not be said here again
      const fresh = await client.fetchQuery({ ...projectQuery(project.name), staleTime: 0 });
      guidelines.understood(fresh.guidelines_hash);
    }
    await session.retry();
  };
  const main = useStageChange(task);
  return (
    <div className={open ? "work with-guidelines" : "work"}>
      <TopBar
        project={project}
        stage={task?.assignment.stage}
        state={state}
        saved={saved}
        guidelinesOpen={open}
        onGuidelines={() => (open ? close() : setOpen(true))}
      />
      <main ref={main} className="work-main" tabIndex={-1}>
        <h1 className="hidden">{project.spec.title || project.name}</h1>
        {otherTab && <p className="work-notice">{t("work.otherTab")}</p>}
        {state.line === "signed-out" && (
          <p className="work-notice bad" role="alert">
            {t("work.signedOut")} <Link to="/sign-in">{t("work.signIn")}</Link>
          </p>
        )}
        {guidelines.changed && (
          <p className="work-notice" role="status">
            {t("work.guidelinesChanged")}{" "}
            <button type="button" className="button edge" onClick={() => setOpen(true)}>
              {t("work.read")}
            </button>
            <button type="button" className="button edge" onClick={() => guidelines.understood()}>
              {t("work.understood")}
            </button>
          </p>
        )}
        {Object.values(project.spec.fields).some((field) => field.sensitive) && (
          <Suspense>
            <BreakPrompt />
          </Suspense>
        )}
        {state.notice && (
          <p className="work-notice warn" role="alert">
            {state.notice}{" "}
            <button type="button" className="button edge" onClick={() => session.dismiss()}>
              {t("work.dismiss")}
            </button>
          </p>
        )}
        {state.told ? (
          <Suspense fallback={<Skeleton lines={8} />}>
            <Feedback
              project={project}
              assignment={state.told}
              waiting={state.waiting > 0}
              onGoOn={() => session.goOn()}
            />
          </Suspense>
        ) : task ? (
          <Workplace
            key={`${task.key}/${project.version}`}
            project={project}
            task={task}
            session={session}
            onSaved={setSaved}
          />
        ) : state.problem ? (
          <div className="page">
            <ProblemBox error={state.problem} onRetry={() => void session.retry()} />
          </div>
        ) : state.nothing ? (
          <NothingLeft
            project={project}
            nothing={state.nothing}
            onLook={() => void look()}
            onBack={() => void session.back()}
          />
        ) : (
          <div className="page">
            <Skeleton lines={8} />
          </div>
        )}
      </main>
      {open && <GuidelinesPane project={project} onClose={close} />}
      <HelpSheet />
    </div>
  );
}

/** A new record is read from its top: the page's middle scrolls there. */
function useStageChange(task: Task | null) {
  const main = useRef<HTMLElement>(null);
  const key = task?.key;
  useEffect(() => {
    main.current?.scrollTo({ top: 0 });
    window.scrollTo({ top: 0 }); // where the window is low, all of it scrolls
  }, [key]);
  return main;
}
