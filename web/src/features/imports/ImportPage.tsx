/** Brings files in: chosen or dropped, looked at, mapped, and brought in by a job that anybody of the leads can watch and stop. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import type { Job, Long } from "../jobs/job";
import { JobLine } from "../jobs/JobLine";
import { Choose } from "./Choose";
import { Earlier } from "./Earlier";
import { Found } from "./Found";
import { AS_IT_IS, there, type How, type Looked } from "./imports";
import { Report } from "./Report";
import "../../parts/page.css";
import "./imports.css";

/** The project's imports, newest first. */
function useImports(name: string) {
  const client = useQueryClient();
  const key = ["project", name, "jobs"];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ jobs: Job[] }>(path("/projects/", name, "/jobs"), { signal }),
  });
  const imports = query.data?.jobs.filter((one) => one.kind === "import") ?? [];
  const follow = async (job: Job) => {
    client.setQueryData<{ jobs: Job[] }>(key, (was) => ({
      jobs: [job, ...(was?.jobs.filter((one) => one.id !== job.id) ?? [])].sort((a, b) => b.id - a.id),
    }));
    await client.invalidateQueries({ queryKey: ["project", name] });
  };
  return { imports, error: query.error, follow };
}

export function Component() {
  const { name = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const upload = search.get("upload") ?? "";
  const [how, setHow] = useState<How>(AS_IT_IS);
  const { data: project } = useQuery(projectQuery(name));
  const { imports, error, follow } = useImports(name);
  const [newest, ...earlier] = imports;
  const turnTo = (id: string | null) => {
    setHow(AS_IT_IS);
    setSearch(id ? { upload: id } : {}, { replace: true });
  };
  const look = useQuery({
    queryKey: ["import", name, upload, how],
    enabled: upload !== "",
    retry: false,
    placeholderData: (was: Looked | undefined, query) => (query?.queryKey[2] === upload ? was : undefined),
    queryFn: ({ signal }) => api.post<Looked>(`${there(name, upload)}/look`, how, { signal }),
  });
  const begin = useMutation({
    mutationFn: (looked: Looked) =>
      api.post<Long>(`${there(name, upload)}/import`, {
        format: how.format,
        mapping: how.mapping ?? looked.mapping,
        what: looked.what,
      }),
    onSuccess: async (made) => {
      turnTo(null);
      await follow(made.job);
    },
  });
  const forget = () => {
    void api.delete(there(name, upload)).catch(() => undefined); // it goes by itself, too
    turnTo(null);
  };
  const running = newest?.state === "running";
  return (
    <div className="page lead-page import-page">
      <h1>{t("import.title")}</h1>
      {error && <ProblemBox error={error} />}
      {newest && !upload && (
        <section aria-labelledby="import-last">
          <h2 id="import-last">{t("import.last", { files: filesOf(newest) })}</h2>
          {newest.state !== "done" && <JobLine key={newest.id} job={newest} onChange={(job) => void follow(job)} />}
          {newest.state === "done" && <Report name={name} job={newest} />}
        </section>
      )}
      {!upload && !running && <Choose name={name} onSent={turnTo} />}
      {upload && look.error && <ProblemBox error={look.error} onRetry={() => void look.refetch()} />}
      {upload && look.error && (
        <p>
          <button type="button" className="button edge" onClick={forget}>
            {t("import.others")}
          </button>
        </p>
      )}
      {upload && !look.data && !look.error && <p role="status">{t("import.looking")}</p>}
      {upload && look.data && !look.error && project && (
        <Found
          spec={project.spec}
          looked={look.data}
          how={how}
          asking={look.isFetching}
          onHow={setHow}
          busy={begin.isPending || running}
          onForget={forget}
          onImport={() => begin.mutate(look.data)}
        />
      )}
      {begin.error && <ProblemBox error={begin.error} />}
      {!upload && earlier.length > 0 && <Earlier name={name} jobs={earlier} />}
    </div>
  );
}

/** The files of an import in words: the first names, and how many more. */
export function filesOf(job: Job): string {
  const names = Array.isArray(job.options.names) ? job.options.names.map(String) : [];
  const more = Number(job.options.files ?? names.length) - names.length;
  return more > 0 ? t("import.andMore", { names: names.join(", "), n: more }) : names.join(", ");
}
