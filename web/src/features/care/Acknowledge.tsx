/** Guidelines that changed (or are new to this person): what changed, the lead's own words for it, and "I have read it". */
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, path } from "../../api/client";
import type { Project } from "../../api/shapes";
import { when } from "../../app/catalogue";
import { say } from "../../app/catalogue/care";
import { Prose } from "../../fields/content/Prose";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { Changes } from "../../questions/rewrite/Changes";

import "../../questions/rewrite/rewrite.css";

interface Guidelines {
  readonly version: number;
  readonly text: string;
  readonly before: { readonly version: number; readonly text: string } | null;
  readonly changes: readonly {
    readonly version: number;
    readonly at: string;
    readonly by: string | null;
    readonly changes: string;
  }[];
}

export function Acknowledge({ project, onOpen }: { readonly project: Project; readonly onOpen: () => void }) {
  const base = path("/projects/", project.name, "/guidelines");
  const shown = useQuery({
    queryKey: ["project", project.name, "guidelines"],
    staleTime: 0,
    queryFn: ({ signal }) => api.get<Guidelines>(base, { signal }),
  });
  const read = useMutation({
    mutationFn: (version: number) => api.post(`${base}/acknowledge`, { version }),
    onSuccess: onOpen,
    onError: () => void shown.refetch(), // they may have changed once more
  });
  const understood = (): void | false => (shown.data && !read.isPending ? read.mutate(shown.data.version) : false);
  useHotkeys("annotate", {
    "work.submit": () => (document.activeElement?.matches("button, a, summary") ? false : understood()),
  });
  if (shown.isPending) return <Skeleton lines={8} />;
  if (shown.error) return <ProblemBox error={shown.error} onRetry={() => void shown.refetch()} />;
  const { data } = shown;
  return (
    <div className="page gate">
      <h1>{say(data.before ? "care.changed" : "care.read")}</h1>
      <p>{say(data.before ? "care.changedBody" : "care.readBody")}</p>
      {data.before &&
        data.changes
          .filter((one) => one.changes)
          .map((one) => (
            <blockquote key={one.version} className="gate-change" dir="auto">
              <p>{one.changes}</p>
              <footer className="quiet small">
                {say("care.by", { by: one.by ?? say("care.somebody"), when: when(one.at) })}
              </footer>
            </blockquote>
          ))}
      <Text before={data.before?.text ?? null} after={data.text} />
      {read.error && <ProblemBox error={read.error} />}
      <div className="nothing-actions">
        <button type="button" className="button do" disabled={read.isPending} onClick={understood}>
          {say("care.understood")} <ActionKey id="work.submit" />
        </button>
      </div>
    </div>
  );
}

function Text({ before, after }: { readonly before: string | null; readonly after: string }) {
  const [whole, setWhole] = useState(before === null || before === after);
  return (
    <section className="gate-text" aria-label={say(whole ? "care.whole" : "care.whatChanged")}>
      {before !== null && before !== after && (
        <p>
          <button type="button" className="button edge" onClick={() => setWhole((was) => !was)}>
            {say(whole ? "care.changesShow" : "care.wholeShow")}
          </button>
        </p>
      )}
      {whole ? (
        <Prose text={after} format="markdown" />
      ) : (
        <Changes before={before ?? ""} after={after} lang={undefined} />
      )}
    </section>
  );
}
