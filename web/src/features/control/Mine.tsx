/** What rules saw of one's own work and did, in words; and how to go on where one is stopped. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { api, path } from "../../api/client";
import { t, when } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { Skeleton } from "../../parts/Skeleton";
import { ActionLine } from "./ActionLine";
import type { Mine as Told } from "./shapes";
import "../work/content.css";

const Prose = lazy(() => import("../../fields/content/Prose").then((one) => ({ default: one.Prose })));

function Stopped({
  name,
  told,
  guidelines,
}: {
  name: string;
  told: NonNullable<Told["suspended"]>;
  guidelines: string;
}) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const read = useMutation({
    mutationFn: () => api.post<Told>(path("/projects/", name, "/retrained")),
    onSuccess: () => client.invalidateQueries({ queryKey: ["project", name] }),
  });
  return (
    <div className="stopped" role="status">
      <h3>{t("rules.stopped")}</h3>
      <p>{told.why}</p>
      <p>
        {told.by_reading
          ? t("rules.stoppedReading")
          : told.until
            ? t("rules.stoppedUntil", { when: when(told.until) })
            : t("rules.stoppedOpen")}
      </p>
      {told.by_reading && (
        <div className="line-form">
          {guidelines && (
            <button type="button" className="button edge" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t("rules.guidelines")}
            </button>
          )}
          <button type="button" className="button do" disabled={read.isPending} onClick={() => read.mutate()}>
            {t("rules.retrained")}
          </button>
        </div>
      )}
      {read.error && <ProblemBox error={read.error} />}
      {open && (
        <Suspense fallback={<Skeleton />}>
          <Prose text={guidelines} format="markdown" />
        </Suspense>
      )}
    </div>
  );
}

export function Mine({ name, guidelines }: { name: string; guidelines: string }) {
  const mine = useQuery({
    queryKey: ["project", name, "actions", "mine"],
    queryFn: ({ signal }) => api.get<Told>(path("/projects/", name, "/actions/mine"), { signal }),
  });
  return (
    <section aria-labelledby="rules-mine">
      <h2 id="rules-mine">{t("rules.mine")}</h2>
      {mine.error && <ProblemBox error={mine.error} />}
      {mine.isPending && <Skeleton lines={2} />}
      {mine.data?.suspended && <Stopped name={name} told={mine.data.suspended} guidelines={guidelines} />}
      {mine.data && !mine.data.actions.length && !mine.data.suspended && <p className="quiet">{t("rules.mineNone")}</p>}
      <ul className="plain">
        {mine.data?.actions.map((action) => (
          <ActionLine key={action.id} action={action} />
        ))}
      </ul>
    </section>
  );
}
