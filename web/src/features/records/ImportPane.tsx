/** Brings a file into the project: how far it is, a way to stop, and each row that did not fit with why. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { projectQuery } from "../../api/queries";
import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import "../insight/overview.css";
import { importFile, START, type Course } from "./importing";

type State = "none" | "running" | "done" | "stopped";

const SAID = { none: null, running: null, done: "import.done", stopped: "import.stopped" } as const;

export function ImportPane({ name, onDone }: { name: string; onDone: () => void }) {
  const client = useQueryClient();
  const { data: project } = useQuery(projectQuery(name));
  const [state, setState] = useState<State>("none");
  const [course, setCourse] = useState<Course>(START);
  const [size, setSize] = useState(1);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []); // who leaves the page stops it
  const start = async (file: File) => {
    const control = new AbortController();
    running.current = control;
    setState("running");
    setCourse(START);
    setSize(file.size || 1);
    setError(null);
    const fields = Object.keys(project?.spec.fields ?? {});
    try {
      await importFile(name, fields, file, (fault) => t(`import.fault.${fault}`), setCourse, control.signal);
      setState("done");
    } catch (failed) {
      setState("stopped");
      if (!control.signal.aborted) setError(failed);
    }
    onDone();
    await client.invalidateQueries({ queryKey: ["project", name] });
  };
  const { inserted, updated, unchanged, refused, faults } = course;
  const said = SAID[state];
  return (
    <details className="import-pane">
      <summary className="quiet small">{t("import.title")}</summary>
      <div className="line-form">
        <label className="field">
          {t("import.file")}
          <input
            type="file"
            accept=".jsonl,.ndjson,.json,.csv"
            disabled={state === "running" || !project}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void start(file);
            }}
          />
        </label>
        {state === "running" && (
          <>
            <progress className="whole" max={size} value={course.bytes} aria-label={t("import.progress")} />
            <button type="button" className="button edge" onClick={() => running.current?.abort()}>
              {t("import.stop")}
            </button>
          </>
        )}
      </div>
      <p className="quiet small">{t("import.explain")}</p>
      {state !== "none" && (
        <p className="num" role="status">
          {said && <>{t(said)} </>}
          {t("import.counts", {
            inserted: number(inserted),
            updated: number(updated),
            unchanged: number(unchanged),
            refused: number(refused),
          })}
        </p>
      )}
      {error != null && <ProblemBox error={error} />}
      {faults.length > 0 && (
        // it scrolls by itself, so it must be reachable by keyboard
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="import-faults" tabIndex={0} role="region" aria-label={t("import.faults")}>
          <ul className="plain small">
            {faults.map((one, at) => (
              <li key={at}>
                <span className="num">{t("import.row", { n: number(one.row) })}</span> {one.id}{" "}
                {one.pointer && <code>{one.pointer}</code>} {one.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </details>
  );
}
