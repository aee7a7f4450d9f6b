/** What a change does before it is applied: what differs, and what becomes of each question's answers. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { projectQuery } from "../../api/queries";
import type { Project } from "../../api/shapes";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { number } from "../../app/catalogue";
import { useState } from "react";
import { Changes } from "./Changes";
import type { Change } from "./sentences";
import { Told, type Telling } from "./Told";
import { t } from "./words";

interface QuestionForeseen {
  readonly name: string;
  readonly what: "same" | "changed" | "added" | "removed";
  readonly fits: number;
  readonly carried: number;
  readonly stays: number;
  readonly why: readonly { readonly message: string; readonly count: number }[];
}

interface Foreseen {
  readonly version: number;
  readonly changes: readonly Change[];
  readonly responses: number;
  readonly looked_at: number;
  readonly complete: boolean;
  readonly leased: number;
  readonly records_misfit: number;
  readonly records_why: string | null;
  readonly questions: readonly QuestionForeseen[];
}

interface Props {
  readonly project: Project;
  readonly text: string;
  readonly guidelines: string;
  /** With what was sent: more may have been typed since. */
  readonly onApplied: (project: Project, sent: { readonly text: string; readonly guidelines: string }) => void;
  readonly onClose: () => void;
}

export function ForeseenPane({ project, text, guidelines, onApplied, onClose }: Props) {
  const client = useQueryClient();
  const base = path("/projects/", project.name);
  const foreseen = useQuery({
    queryKey: ["project", project.name, "foresee", project.version, text],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => api.post<Foreseen>(`${base}/foresee`, { yaml: text }, { signal }),
  });
  const others = guidelines !== project.guidelines;
  const [telling, setTelling] = useState<Telling>({ changes: "", acknowledge: true });
  const apply = useMutation({
    mutationFn: (sent: { text: string; guidelines: string }) => {
      const words = others ? { guidelines: sent.guidelines, acknowledge: telling.acknowledge } : {};
      return api.put<Project>(base, { yaml: sent.text, base: project.version, changes: telling.changes, ...words });
    },
    onSuccess: async (made, sent) => {
      client.setQueryData(projectQuery(project.name).queryKey, made);
      await client.invalidateQueries({ queryKey: ["project", project.name, "versions"] });
      onApplied(made, sent);
    },
  });
  const { data } = foreseen;
  return (
    <section className="builder-foreseen" aria-labelledby="builder-foreseen" aria-busy={foreseen.isPending}>
      <header>
        <h2 id="builder-foreseen">{t("builder.foresee")}</h2>
        <button type="button" className="button edge small push" onClick={onClose}>
          {t("builder.close")}
        </button>
      </header>
      {foreseen.error && <ProblemBox error={foreseen.error} onRetry={() => void foreseen.refetch()} />}
      {foreseen.isPending && <Skeleton lines={4} />}
      {data && (
        <>
          <h3>{t("builder.changes")}</h3>
          <Changes changes={data.changes} guidelines={others} />
          <h3>{t("builder.responses")}</h3>
          {data.responses === 0 ? <p className="quiet">{t("builder.noResponses")}</p> : <Responses data={data} />}
          {data.leased > 0 && <p>{t("builder.leased", { n: data.leased })}</p>}
          <Told telling={telling} guidelines={others} onTelling={setTelling} />
          <p>
            <button
              type="button"
              className="button do"
              disabled={apply.isPending}
              onClick={() => apply.mutate({ text, guidelines })}
            >
              {apply.isPending ? t("builder.applying") : t("builder.apply", { n: data.version + 1 })}
            </button>
          </p>
          {apply.error && <ProblemBox error={apply.error} />}
        </>
      )}
    </section>
  );
}

function Responses({ data }: { data: Foreseen }) {
  return (
    <>
      <p className="small quiet">
        {data.complete
          ? t("builder.looked", { n: data.responses })
          : t("builder.lookedSome", { n: data.responses, looked: data.looked_at })}
      </p>
      {data.records_misfit > 0 && (
        <p className="warn">{t("builder.records", { n: data.records_misfit, why: data.records_why ?? "" })}</p>
      )}
      <table className="figures">
        <thead>
          <tr>
            <th>{t("builder.question")}</th>
            <th className="n">{t("builder.fits")}</th>
            <th className="n">{t("builder.carried")}</th>
            <th className="n">{t("builder.stays")}</th>
            <th>{t("builder.why")}</th>
          </tr>
        </thead>
        <tbody>
          {data.questions.map((one) => (
            <tr key={one.name}>
              <td dir="auto">
                {one.name} {one.what !== "same" && <span className="small warn">{t(WHAT[one.what])}</span>}
              </td>
              <td className="n num">{number(one.fits)}</td>
              <td className="n num">{number(one.carried)}</td>
              <td className={one.stays ? "n num bad" : "n num"}>{number(one.stays)}</td>
              <td className="small" dir="auto">
                {one.why.map((why) => t("builder.whyCount", { message: why.message, n: why.count })).join("; ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

const WHAT = {
  changed: "builder.changeChanged",
  added: "builder.changeAdded",
  removed: "builder.changeRemoved",
} as const;
