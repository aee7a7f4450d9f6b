/** What rules did in this project, newest first; a lead can undo each. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { api, path } from "../../api/client";
import { t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { ActionLine } from "./ActionLine";
import type { Action } from "./shapes";

const PAGE = 50;

function Undo({ name, action, onDone }: { name: string; action: Action; onDone: () => Promise<void> }) {
  const [asked, setAsked] = useState(false);
  const undo = useMutation({
    mutationFn: (why: string) => api.post(path("/projects/", name, "/actions/", String(action.id), "/undo"), { why }),
    onSuccess: onDone,
  });
  const label = t("rules.undoOf", { rule: action.rule, person: action.person ?? "" });
  if (!asked)
    return (
      <button type="button" className="button edge" aria-label={label} onClick={() => setAsked(true)}>
        {t("rules.undo")}
      </button>
    );
  const submit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    undo.mutate(String(new FormData(event.currentTarget).get("why") ?? ""));
  };
  return (
    <form className="line-form" onSubmit={submit}>
      <label className="field">
        {t("rules.undoWhy")}
        <input name="why" maxLength={500} />
      </label>
      <button type="submit" className="button do" disabled={undo.isPending}>
        {t("rules.undoDo")}
      </button>
      <button type="button" className="button" onClick={() => setAsked(false)}>
        {t("rules.undoNot")}
      </button>
      {undo.error && <ProblemBox error={undo.error} />}
    </form>
  );
}

export function Log({ name, mayUndo }: { name: string; mayUndo: boolean }) {
  const client = useQueryClient();
  const log = useInfiniteQuery({
    queryKey: ["project", name, "actions"],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<{ actions: Action[] }>(path("/projects/", name, "/actions"), {
        query: { limit: PAGE, before: pageParam },
        signal,
      }),
    getNextPageParam: (last) => (last.actions.length < PAGE ? undefined : last.actions.at(-1)?.id),
  });
  const refresh = () => client.invalidateQueries({ queryKey: ["project", name] });
  const actions = log.data?.pages.flatMap((page) => page.actions) ?? [];
  return (
    <section aria-labelledby="rules-log">
      <h2 id="rules-log">{t("rules.log")}</h2>
      {log.error && <ProblemBox error={log.error} />}
      {log.isPending && <Skeleton />}
      {log.data && !actions.length && <p className="quiet">{t("rules.logNone")}</p>}
      <ul className="plain">
        {actions.map((action) => (
          <ActionLine key={action.id} action={action}>
            {mayUndo && !action.undone && <Undo name={name} action={action} onDone={refresh} />}
          </ActionLine>
        ))}
      </ul>
      {log.hasNextPage && (
        <button type="button" className="button edge" onClick={() => void log.fetchNextPage()}>
          {t("rules.more")}
        </button>
      )}
    </section>
  );
}
