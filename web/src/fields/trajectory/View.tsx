/** A run: its steps, which fold to a line each, and a rail with goals, memory and outline. */
import { useCallback, useMemo, useRef, useState } from "react";

import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { ActionKey } from "../../hotkeys/Keys";
import type { FieldProps } from "../../schema/kinds";
import { bring } from "../content/keeping";
import { LongList } from "../content/LongList";
import { Rail } from "./Rail";
import { runOf } from "./steps";
import { StepView } from "./StepView";
import { placed, seconds, type Placed } from "./tree";
import { kindWords } from "./words";

import "./run.css";

/** Beyond this many steps only those in view are in the page. */
const MANY = 60;

export function View({ name, field, value, lang, below }: FieldProps<Json>) {
  const run = useMemo(() => runOf(value), [value]);
  const rows = useMemo(() => placed(run.steps), [run]);
  const start = useMemo(() => firstTime(rows), [rows]);
  const root = useRef<HTMLDivElement>(null);
  const folds = useFolds(rows);
  const { toggle } = folds;
  const go = useCallback(
    (index: number) => {
      const id = run.steps[index]?.id;
      if (id !== undefined && root.current) void bring(root.current, { at: `${name}/${id}` });
    },
    [run, name],
  );
  useHotkeys("field:trajectory", { "field.fold": folds.toggleAll }, { active: name !== "", level: 1 });
  const show = (one: Placed) => (
    <StepView
      key={one.step.id}
      name={name}
      one={one}
      start={start}
      folded={folds.folded(one)}
      lang={lang}
      dir={field.dir}
      asked={below?.(one.step.id)}
      onFold={toggle}
      onGo={go}
    />
  );
  return (
    <div ref={root} className={name ? "run" : "run bare"}>
      {name && <Rail run={run} placed={rows} onGo={go} />}
      <div className="run-main">
        <FoldBar folds={folds} rows={rows} keyed={name !== ""} />
        {rows.length > MANY ? (
          <LongList
            parts={rows}
            render={show}
            find={({ at }) => rows.findIndex((one) => at === `${name}/${one.step.id}`)}
          />
        ) : (
          rows.map(show)
        )}
      </div>
    </div>
  );
}

interface Folds {
  readonly folded: (one: Placed) => boolean;
  readonly all: boolean;
  readonly kinds: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly toggleAll: () => void;
  readonly toggleKind: (kind: string) => void;
}

/** Which steps are folded: all, those of some kinds, and what was turned one by one. */
function useFolds(rows: readonly Placed[]): Folds {
  const [all, setAll] = useState(false);
  const [kinds, setKinds] = useState<ReadonlySet<string>>(new Set());
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const flip = (set: ReadonlySet<string>, one: string) =>
    set.has(one) ? new Set([...set].filter((other) => other !== one)) : new Set([...set, one]);
  const byKind = useMemo(() => new Map(rows.map((one) => [one.step.id, one.step.kind])), [rows]);
  const toggle = useCallback((id: string) => setTurned((was) => flip(was, id)), []);
  return {
    all,
    kinds,
    folded: ({ step }) => (all || kinds.has(step.kind)) !== turned.has(step.id),
    toggle,
    toggleAll: () => {
      setAll((was) => !was);
      setKinds(new Set());
      setTurned(new Set());
    },
    toggleKind: (kind) => {
      setKinds((was) => flip(was, kind));
      setTurned((was) => new Set([...was].filter((id) => byKind.get(id) !== kind)));
    },
  };
}

function FoldBar({ folds, rows, keyed }: { folds: Folds; rows: readonly Placed[]; keyed: boolean }) {
  const counts = new Map<string, number>();
  for (const { step } of rows) counts.set(step.kind, (counts.get(step.kind) ?? 0) + 1);
  return (
    <div className="run-bar">
      <button type="button" className="button small" aria-pressed={folds.all} onClick={folds.toggleAll}>
        {t(folds.all ? "fields.unfoldAll" : "fields.foldAll")}
        {keyed && <ActionKey id="field.fold" />}
      </button>
      {!folds.all &&
        counts.size > 1 &&
        [...counts].map(([kind, count]) => (
          <button
            key={kind}
            type="button"
            className="button small"
            aria-pressed={folds.kinds.has(kind)}
            onClick={() => folds.toggleKind(kind)}
          >
            <span className="hidden">{t("fields.foldKind")} </span>
            {kindWords(kind)} <span className="num quiet">{count}</span>
          </button>
        ))}
    </div>
  );
}

function firstTime(rows: readonly Placed[]): number | null {
  for (const { step } of rows) {
    const time = seconds(step.started_at);
    if (time !== null) return time;
  }
  return null;
}
