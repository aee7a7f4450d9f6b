/** Many options: letters search them, and a taxonomy can also be walked: a digit goes down, the left arrow back up. */
import { useEffect, useId, useRef, useState } from "react";

import { t } from "../../app/catalogue";
import { KeyCap } from "../../hotkeys/Keys";
import type { OptionListProps } from "./OptionList";
import { search, type Choice } from "./options";
import { above, branchesAt, nests, titlesTo, type Branch } from "./tree";

function Words({ choice }: { choice: Choice }) {
  return (
    <span dir="auto">
      {choice.above.length > 0 && <span className="quiet">{choice.above.join(" › ")} › </span>}
      {choice.title}
    </span>
  );
}

/** What is listed: what a search found, else a level of the taxonomy, else everything. */
function listed(choices: readonly Choice[], query: string, place: string): Branch[] {
  if (!query && nests(choices)) return branchesAt(choices, place);
  return search(choices, query).map((choice) => ({ path: choice.path, title: choice.title, choice, below: 0 }));
}

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

export function Search({ choices, chosen, several, active, labelledBy, onPick }: OptionListProps) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const [place, setPlace] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const tree = nests(choices);
  const found = listed(choices, query, place);
  const here = Math.min(at, found.length - 1);
  const open = active && (query !== "" || !chosen.length || several);
  const picked = choices.filter((choice) => chosen.includes(choice.path));
  useEffect(() => {
    if (active && !chosen.length) input.current?.focus({ preventScroll: true });
    // only when the question becomes the active one: choosing must not pull the focus back
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  useEffect(() => {
    document.getElementById(`${list}-${here}`)?.scrollIntoView({ block: "nearest" });
  }, [list, here]);
  const go = (to: string) => {
    setPlace(to);
    setQuery("");
    setAt(0);
  };
  const take = (branch: Branch | undefined) => {
    if (!branch) return;
    if (branch.below) return go(branch.path);
    if (!branch.choice) return;
    onPick(branch.choice.path);
    go("");
    if (!several) input.current?.blur();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    const walks = tree && !query;
    if (move) setAt(Math.min(Math.max(here + move, 0), found.length - 1));
    else if (event.key === "Enter" && (query || at > 0)) take(found[here]);
    else if (walks && /^[1-9]$/.test(event.key)) take(found[Number(event.key) - 1]);
    else if (walks && event.key === "ArrowRight" && found[here]?.below) take(found[here]);
    else if (walks && place && ["ArrowLeft", "Backspace"].includes(event.key)) go(above(place));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="opts-search">
      {picked.map((choice) => (
        <button key={choice.path} type="button" className="opt on" onClick={() => onPick(choice.path)}>
          <Words choice={choice} />
          <span className="opt-tick" aria-label={t("work.remove")}>
            ×
          </span>
        </button>
      ))}
      <input
        ref={input}
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? list : undefined}
        aria-activedescendant={open && found.length ? `${list}-${here}` : undefined}
        aria-labelledby={labelledBy}
        className="field"
        value={query}
        // with nothing typed, enter submits
        data-free={!query && at === 0 ? "enter" : undefined}
        placeholder={t(tree ? "work.searchTree" : "work.searchOptions", { n: choices.length })}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {open && place && !query && (
        <button type="button" className="opts-way" onClick={() => go(above(place))}>
          <KeyCap press="left" /> <span dir="auto">{titlesTo(choices, place).join(" › ")}</span>
        </button>
      )}
      {open && (
        <div
          id={list}
          role="listbox"
          aria-labelledby={labelledBy}
          aria-multiselectable={several}
          className="opts-found"
          tabIndex={-1}
        >
          {found.map((branch, index) => (
            // the combobox holds the focus and the keys; a row only hears the mouse
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={branch.path}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={chosen.includes(branch.path) && !branch.below}
              className={index === here ? "opt at" : "opt"}
              onClick={() => take(branch)}
            >
              {tree && !query && index < 9 && <KeyCap press={String(index + 1)} />}
              {branch.choice && (query || !tree) ? (
                <Words choice={branch.choice} />
              ) : (
                <span dir="auto">
                  {branch.title}
                  {branch.path === place && <span className="quiet"> {t("work.groupItself")}</span>}
                </span>
              )}
              {branch.below > 0 && <span className="quiet small num push">{branch.below} ›</span>}
            </div>
          ))}
          {!found.length && <p className="quiet small">{t("work.noOption")}</p>}
        </div>
      )}
    </div>
  );
}
