/** A project, edited: nothing is applied before its lead has seen what that does to the responses. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useParams } from "react-router";

import { projectQuery, sessionQuery } from "../../api/queries";
import type { Project } from "../../api/shapes";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { browserStore, type Store } from "../work/storage";
import { Builder, type Draft } from "./Builder";
import { ForeseenPane } from "./Foreseen";
import { asYaml } from "./source";
import { Versions } from "./Versions";
import { t } from "./words";

interface Kept extends Draft {
  readonly base: number;
}

const KEY = "draft";

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  const session = useQuery(sessionQuery);
  if (project.error) {
    return (
      <div className="page">
        <ProblemBox error={project.error} onRetry={() => void project.refetch()} />
      </div>
    );
  }
  if (!project.data || !session.data) {
    return (
      <div className="page">
        <Skeleton lines={8} />
      </div>
    );
  }
  return (
    <Editing
      key={name}
      project={project.data}
      store={browserStore(`accord.builder.${session.data.user.name}.${name}.`)}
    />
  );
}

function asWritten(project: Project): Draft {
  return { text: project.source || asYaml(project.spec), guidelines: project.guidelines };
}

function same(one: Draft, other: Draft): boolean {
  return one.text === other.text && one.guidelines === other.guidelines;
}

function Editing({ project, store }: { project: Project; store: Store }) {
  const client = useQueryClient();
  const written = asWritten(project);
  const [begun] = useState(() => {
    const kept = store.get<Kept>(KEY);
    return kept && kept.base === project.version && !same(kept, written) ? kept : null;
  });
  const [draft, setDraft] = useState<Draft>(begun ?? written);
  const [note, setNote] = useState<"restored" | number | null>(begun ? "restored" : null);
  const [taken, setTaken] = useState(0);
  const [open, setOpen] = useState(false);
  const changed = !same(draft, written);
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const change = (next: Draft) => {
    setDraft(next);
    setOpen(false);
    setTaken(0);
    if (same(next, written)) store.remove(KEY);
    else store.set(KEY, { ...next, base: project.version });
  };
  const applied = (made: Project, sent: Draft) => {
    setOpen(false);
    setNote(made.version);
    // what was typed meanwhile stays a change of the new version
    const typed = latest.current;
    if (same(typed, sent)) {
      store.remove(KEY);
      setDraft(asWritten(made));
    } else store.set(KEY, { ...typed, base: made.version });
    void client.invalidateQueries({ queryKey: ["projects"] });
  };
  return (
    <Builder
      title={t("builder.title")}
      project={project.name}
      sample={[]}
      draft={draft}
      onDraft={change}
      actions={(_, ready) => (
        <>
          {!changed && typeof note !== "number" && <span className="small quiet">{t("builder.unchanged")}</span>}
          <button
            type="button"
            className="button do"
            aria-expanded={open}
            disabled={!changed || !ready}
            onClick={() => setOpen(true)}
          >
            {t("builder.foresee")}
          </button>
        </>
      )}
      below={
        <>
          {note === "restored" && changed && (
            <p className="work-notice" role="status">
              {t("builder.restored")}{" "}
              <button type="button" className="button edge small" onClick={() => change(written)}>
                {t("builder.discard")}
              </button>
            </p>
          )}
          {typeof note === "number" && !changed && (
            <p className="work-notice" role="status">
              {t("builder.applied", { n: note })}
            </p>
          )}
          {taken > 0 && (
            <p className="work-notice" role="status">
              {t("builder.taken", { n: taken })}
            </p>
          )}
          {open && (
            <ForeseenPane
              project={project}
              text={draft.text}
              guidelines={draft.guidelines}
              onApplied={applied}
              onClose={() => setOpen(false)}
            />
          )}
        </>
      }
      versions={
        <Versions
          project={project.name}
          present={project.version}
          onTake={(version, text, guidelines) => {
            change({ text, guidelines });
            setTaken(version);
          }}
        />
      }
    />
  );
}
