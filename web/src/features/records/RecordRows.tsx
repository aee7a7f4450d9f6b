/** The rows themselves: only those in sight are in the page; the keyboard walks them, wherever the list began. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Link, useNavigate } from "react-router";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";

import { number, t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import type { Line } from "./list";
import type { Rows } from "./rows";
import "./hotkeys";

const END = 10_000_000; // what the last row counts as while the list is read from its end
const ROW = 38;

interface Props {
  readonly name: string;
  readonly rows: Rows<Line>;
  /** Whether rows come from the list's end: row 0 is the last one. */
  readonly back: boolean;
  readonly onFrom: (back: boolean) => void;
  readonly selected: ReadonlySet<string> | null;
  readonly onSelect: (id: string) => void;
  /** Whether the list says how far people are apart. */
  readonly apart: boolean;
}

interface RowProps {
  readonly name: string;
  readonly line: Line | undefined;
  readonly active: boolean;
  readonly selected: boolean | null;
  readonly onSelect: (id: string) => void;
  readonly onFocus: () => void;
}

const to = (name: string, id: string) => `/p/${encodeURIComponent(name)}/records/${encodeURIComponent(id)}`;

function Row({ name, line, active, selected, onSelect, onFocus }: RowProps) {
  if (!line) return <div className="record-row" aria-hidden="true" />;
  return (
    <div className={active ? "record-row active" : "record-row"} data-state={line.state}>
      {selected !== null && (
        <input
          type="checkbox"
          checked={selected}
          aria-label={t("records.select", { id: line.id })}
          onChange={() => onSelect(line.id)}
        />
      )}
      <span className="quiet id" title={line.id}>
        {line.id}
      </span>
      <Link to={to(name, line.id)} dir="auto" title={line.title} onFocus={onFocus} data-row={line.id}>
        {line.title || line.id}
      </Link>
      <span className="quiet small where">
        {line.stage && line.state === "open" ? line.stage : t(`records.${line.state}`)}
        {line.gold && <i className="tag">{t("records.isGold")}</i>}
      </span>
      <span className="quiet small num answers">
        {t("records.answered", { answered: line.answered, overlap: line.overlap })}
      </span>
      <span className="quiet small num apart">
        {line.distance === null ? "" : number(line.distance, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}
      </span>
    </div>
  );
}

export function RecordRows({ name, rows, back, onFrom, selected, onSelect, apart }: Props) {
  useSyncExternalStore(rows.subscribe, rows.snapshot);
  const list = useRef<VirtuosoHandle>(null);
  const box = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const [active, setActive] = useState(0);
  // until its end is in sight, a list keeps the rows that it began with: more of them on its way there would lose it
  const [begun] = useState(rows.length);
  const [there, setThere] = useState(!back);
  const length = there ? rows.length : begun;
  const row = useCallback((index: number) => rows.at(back ? length - 1 - index : index), [rows, back, length]);
  const first = back ? END - length : 0;
  // rows are counted from where the list began, so that the active one stays itself while others come
  const place = back ? length - 1 - active : active;

  // until somebody moves, the end stays in sight: rows that come above it would push it out
  const settled = useRef(!back);
  useEffect(() => {
    if (there) return;
    const toEnd = () => list.current?.scrollToIndex({ index: begun - 1, align: "end" });
    toEnd();
    const again = setInterval(toEnd, 100);
    return () => clearInterval(again);
  }, [there, begun]);
  useEffect(() => {
    if (settled.current || length === 0) return;
    const late = setTimeout(() => {
      if (!settled.current) list.current?.scrollToIndex({ index: length - 1, align: "end" });
    }, 100); // after the list has made room for them
    return () => clearTimeout(late);
  }, [length]);
  const settle = () => {
    settled.current = true;
  };
  const focusNext = useRef(false);
  useEffect(() => {
    if (!focusNext.current) return;
    const line = rows.at(active);
    const link = line && box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(line.id)}"]`);
    if (!link) return;
    focusNext.current = false;
    link.focus({ preventScroll: true });
  });

  const go = (index: number) => {
    const next = Math.min(Math.max(index, 0), Math.max(length - 1, 0));
    focusNext.current = true;
    settle();
    setActive(back ? length - 1 - next : next);
    list.current?.scrollIntoView({ index: next, done: () => setActive((was) => was) });
  };
  const edge = (end: boolean) => {
    if (back === end || (end ? rows.whole : false)) go(end ? length - 1 : 0);
    else onFrom(end);
  };
  useHotkeys("records", {
    "records.next": () => go(place + 1),
    "records.previous": () => go(place - 1),
    "records.first": () => edge(false),
    "records.last": () => edge(true),
    "records.open": (_, event) => {
      if (event.target instanceof HTMLElement && event.target.closest("a, button, input, summary")) return false;
      const line = rows.at(active);
      if (line) void navigate(to(name, line.id));
    },
    "records.select": () => {
      const line = rows.at(active);
      if (line && selected) onSelect(line.id);
    },
  });
  return (
    <section
      className={apart ? "record-list" : "record-list plain-list"}
      aria-label={t("records.list")}
      ref={box}
      data-whole={rows.whole}
    >
      <div className={selected ? "record-row head picks" : "record-row head"} aria-hidden="true">
        {selected && <span />}
        <span>{t("records.id")}</span>
        <span>{t("records.text")}</span>
        <span>{t("records.state")}</span>
        <span>{t("records.answers")}</span>
        <span>{t("records.apart")}</span>
      </div>
      <div className={selected ? "record-rows picks" : "record-rows"}>
        <Virtuoso
          key={String(back)}
          ref={list}
          totalCount={length}
          firstItemIndex={first}
          fixedItemHeight={ROW}
          increaseViewportBy={300}
          onWheel={settle}
          onPointerDown={settle}
          onTouchMove={settle}
          rangeChanged={({ startIndex, endIndex }) => {
            if (back && endIndex === END - 1) setThere(true);
            if (!back) rows.want(startIndex, endIndex);
            else if (there || endIndex === END - 1) rows.want(END - 1 - endIndex, END - 1 - startIndex);
          }}
          itemContent={(index) => {
            const line = row(index - first);
            return (
              <Row
                name={name}
                line={line}
                active={index - first === place}
                selected={selected === null ? null : line !== undefined && selected.has(line.id)}
                onSelect={onSelect}
                onFocus={() => setActive(back ? length - 1 - (index - first) : index - first)}
              />
            );
          }}
        />
      </div>
    </section>
  );
}
