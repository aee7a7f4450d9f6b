/** Where a project that is over is put away, brought back, or deleted for good; the last after its name is typed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";

import { api, path } from "../../api/client";
import { Problem } from "../../api/problem";
import { projectQuery } from "../../api/queries";
import type { Project } from "../../api/shapes";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import "../../parts/page.css";
import "./keeping.css";

export function Component() {
  const { name = "" } = useParams();
  const project = useQuery(projectQuery(name));
  return (
    <div className="page lead-page keeping">
      <h1>{t("nav.keeping")}</h1>
      {project.error && <ProblemBox error={project.error} onRetry={() => void project.refetch()} />}
      {project.isPending && <Skeleton />}
      {project.data && (
        <>
          <Archiving project={project.data} />
          <Deleting key={name} name={name} />
        </>
      )}
    </div>
  );
}

function Archiving({ project }: { project: Project }) {
  const client = useQueryClient();
  const base = path("/projects/", project.name);
  const move = useMutation({
    mutationFn: (to: "archive" | "restore") => api.post<{ archived_at: string | null }>(`${base}/${to}`),
    onSuccess: ({ archived_at }) =>
      client.setQueryData<Project>(projectQuery(project.name).queryKey, (old) => old && { ...old, archived_at }),
    onSettled: () => client.invalidateQueries({ queryKey: ["projects"] }),
  });
  const away = project.archived_at;
  return (
    <section aria-labelledby="keeping-archive">
      <h2 id="keeping-archive">{t("keeping.archive")}</h2>
      <p role="status">{away ? t("keeping.archived", { date: when(away) }) : t("keeping.archiveWhat")}</p>
      {move.error && <ProblemBox error={move.error} />}
      <p>
        <button
          type="button"
          className="button edge"
          disabled={move.isPending}
          onClick={() => move.mutate(away ? "restore" : "archive")}
        >
          {t(away ? "keeping.restoreDo" : "keeping.archiveDo")}
        </button>
      </p>
    </section>
  );
}

/** The exams and rounds that a refusal names. */
function partsOf(error: unknown): readonly string[] {
  return error instanceof Problem && Array.isArray(error.body.parts) ? (error.body.parts as string[]) : [];
}

function Deleting({ name }: { name: string }) {
  const client = useQueryClient();
  const go = useNavigate();
  const [typed, setTyped] = useState("");
  const [parts, setParts] = useState<readonly string[]>([]);
  const [too, setToo] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      api.delete(path("/projects/", name), { query: { confirm: typed, ...(too ? { parts: "true" } : {}) } }),
    onError: (error) => setParts(partsOf(error)),
    onSuccess: async () => {
      await go("/");
      client.removeQueries({ queryKey: ["project", name] });
      await client.invalidateQueries({ queryKey: ["projects"] });
    },
  });
  return (
    <section aria-labelledby="keeping-delete">
      <h2 id="keeping-delete">{t("keeping.delete")}</h2>
      <p>{t("keeping.deleteWhat")}</p>
      {remove.error && partsOf(remove.error).length === 0 && <ProblemBox error={remove.error} />}
      <form
        className="keeping-form"
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <label>
          {t("keeping.type", { name })}
          <input
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        {parts.length > 0 && (
          <div role="alert">
            <p>{t("keeping.parts", { names: parts.join(", ") })}</p>
            <label className="keeping-too">
              <input type="checkbox" checked={too} onChange={(event) => setToo(event.target.checked)} />
              {t("keeping.partsToo")}
            </label>
          </div>
        )}
        <button
          type="submit"
          className="button keeping-delete"
          disabled={typed !== name || remove.isPending || (parts.length > 0 && !too)}
        >
          {t("keeping.deleteDo")}
        </button>
      </form>
    </section>
  );
}
