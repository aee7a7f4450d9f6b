/** What can be done to the selected records: an exact count before, an exact count and a way back after. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { number, t } from "../../app/catalogue";
import { ProblemBox } from "../../parts/ProblemBox";
import { allIds, steer, type Steering } from "./list";

const MOST = 20_000; // records that one click can select

interface Props {
  readonly name: string;
  readonly query: Record<string, string>;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onDone: () => void;
}

interface Done {
  readonly action: Steering;
  readonly ids: readonly string[];
  readonly undone?: boolean;
}

const SAID = { withdraw: "records.didWithdraw", restore: "records.didRestore", ask: "records.didAsk" } as const;
const BACK: Partial<Record<Steering, Steering>> = { withdraw: "restore", restore: "withdraw" };

export function BulkBar({ name, query, selected, onSelect, onDone }: Props) {
  const [done, setDone] = useState<Done | null>(null);
  const [gathered, setGathered] = useState<number | null>(null);
  const act = useMutation({
    mutationFn: async ({ action, ids }: { action: Steering; ids: readonly string[] }) => ({
      action,
      ids: await steer(name, action, ids),
    }),
    onSuccess: (told) => {
      setDone(told);
      onSelect(new Set());
      onDone();
    },
  });
  const gather = useMutation({
    mutationFn: () => allIds(name, query, MOST, setGathered),
    onSuccess: (ids) => onSelect(new Set(ids)),
    onSettled: () => setGathered(null),
  });
  const button = (action: Steering, label: string) => (
    <button
      type="button"
      className="button edge"
      disabled={act.isPending}
      onClick={() => act.mutate({ action, ids: [...selected] })}
    >
      {label}
    </button>
  );
  const back = done ? BACK[done.action] : undefined;
  return (
    <>
      {(act.error ?? gather.error) && <ProblemBox error={act.error ?? gather.error} />}
      <div className="bulk-bar" role="region" aria-label={t("records.selected", { n: selected.size })}>
        <span className="num" role="status">
          {selected.size > 0
            ? t("records.selected", { n: selected.size })
            : done && t(SAID[done.action], { n: done.ids.length })}
        </span>
        {selected.size > 0 ? (
          <>
            {button("withdraw", t("records.withdraw"))}
            {button("restore", t("records.restore"))}
            {button("ask", t("records.ask"))}
            <button type="button" className="button" disabled={gather.isPending} onClick={() => gather.mutate()}>
              {gathered === null ? t("records.all") : t("records.gathering", { n: number(gathered) })}
            </button>
            <button type="button" className="button" onClick={() => onSelect(new Set())}>
              {t("records.none")}
            </button>
          </>
        ) : (
          back &&
          done && (
            <button
              type="button"
              className="button edge"
              disabled={act.isPending}
              onClick={() => act.mutate({ action: back, ids: done.ids })}
            >
              {t("records.undo")}
            </button>
          )
        )}
      </div>
    </>
  );
}
