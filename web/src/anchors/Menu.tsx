/** The menu at a selection, or at something drawn: as what to take it, and what else can be done with it. */
import { useLayoutEffect, useRef, useState } from "react";

import { t } from "../app/catalogue";
import { KeyCap } from "../hotkeys/Keys";
import { search, type Choice } from "../questions/options/options";
import { FEW, toneOf } from "./entries";
import { Swatch } from "./Swatch";
import type { Snapshot, Stage } from "./stage";

interface Props {
  readonly stage: Stage;
  readonly state: Snapshot;
}

export function Menu({ stage, state }: Props) {
  const { picked, menu, refused } = state;
  const box = useRef<HTMLDivElement>(null);
  const drawn = typeof menu === "object" && menu ? stage.layers.get(menu.layer) : undefined;
  const one = drawn?.drawings.find((each) => typeof menu === "object" && each.id === menu?.id);
  const rects = one ? stage.whereabouts.rects(one.anchor) : picked ? stage.pickedRects() : [];
  usePlace(box, rects);
  if (!rects.length || (!picked && !one)) return null;
  const entries = one ? (drawn?.onEntry ? drawn.entries : []) : stage.entries;
  const choose = (entry: Choice | undefined) => {
    if (!one) stage.take(entry?.path);
    else if (entry) {
      drawn?.onEntry?.(one.id, entry.path);
      stage.drop();
    }
  };
  return (
    <div
      ref={box}
      className="anchor-menu"
      data-anchor-menu
      role="group"
      aria-label={one ? one.words : t("anchors.menu")}
      // what is selected stays selected while one chooses
      onPointerDown={(event) => {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      }}
    >
      {refused && (
        <p className="bad small" role="alert">
          {refused}
        </p>
      )}
      {menu && (
        <Entries
          key={one?.id ?? ""}
          entries={entries}
          chosen={one?.entry}
          bare={one ? undefined : (stage.taking ?? t("anchors.take"))}
          onChoose={choose}
        />
      )}
      {menu && (one ? drawn?.onRemove : stage.mayBeWhole) && (
        <div className="anchor-menu-more">
          {one ? (
            <button
              type="button"
              className="button small"
              onClick={() => {
                drawn?.onRemove?.(one.id);
                stage.drop();
              }}
            >
              {t("work.remove")}
            </button>
          ) : (
            <button
              type="button"
              className="button small"
              aria-pressed={picked?.whole}
              onClick={() => stage.toggleWhole()}
            >
              {t("anchors.whole")}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

interface EntriesProps {
  readonly entries: readonly Choice[];
  readonly chosen: string | undefined;
  /** What taking is called where there are no entries; undefined where there is nothing to take. */
  readonly bare: string | undefined;
  readonly onChoose: (entry: Choice | undefined) => void;
}

function Entries({ entries, chosen, bare, onChoose }: EntriesProps) {
  const [query, setQuery] = useState("");
  if (!entries.length) {
    return bare ? (
      <button type="button" className="opt" onClick={() => onChoose(undefined)}>
        <KeyCap press="enter" />
        {bare}
      </button>
    ) : null;
  }
  const found = search(entries, query);
  return (
    <>
      {entries.length > FEW && (
        <input
          // one opened the menu to choose; a long list is chosen from by its words
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className="field"
          aria-label={t("work.searchOptions", { n: entries.length })}
          placeholder={t("work.searchOptions", { n: entries.length })}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !found[0]) return;
            event.preventDefault();
            event.stopPropagation();
            onChoose(found[0]);
          }}
        />
      )}
      <div className="anchor-entries">
        {found.map((entry) => (
          <button
            key={entry.path}
            type="button"
            aria-pressed={chosen === undefined ? undefined : chosen === entry.path}
            className={chosen === entry.path ? "opt on" : "opt"}
            title={entry.help || undefined}
            onClick={() => onChoose(entry)}
          >
            <Swatch tone={toneOf(entries, entry.path)} />
            <span dir="auto">
              {entry.above.length > 0 && <span className="quiet">{entry.above.join(" › ")} › </span>}
              {entry.title}
            </span>
            {entry.key && <KeyCap press={entry.key} />}
          </button>
        ))}
        {!found.length && <p className="quiet small">{t("work.noOption")}</p>}
      </div>
    </>
  );
}

const GAP = 8;

/** Keeps the menu at what it is about, whatever moves. */
function usePlace(box: React.RefObject<HTMLDivElement | null>, rects: readonly DOMRect[]): void {
  useLayoutEffect(() => {
    if (box.current) placeAt(box.current, rects);
  });
}

/** Puts it below the last line of what it is about, or above the first where there is no room; within the window. */
function placeAt(node: HTMLElement, rects: readonly DOMRect[]): void {
  const [first] = rects;
  const last = rects.at(-1);
  if (!first || !last) return;
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = last.bottom + GAP;
  const top = below + height <= window.innerHeight ? below : first.top - GAP - height;
  const left = getComputedStyle(node).direction === "rtl" ? last.right - width : last.left;
  node.style.top = `${Math.max(GAP, Math.min(top, window.innerHeight - height - GAP))}px`;
  node.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
}
