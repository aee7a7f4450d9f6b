/** Options as a list to choose from: with digits while they are few, with a search where they are many. */
import { Fragment, useEffect, useId, useRef, useState } from "react";

import { t } from "../../app/catalogue";
import { KeyCap } from "../../hotkeys/Keys";
import { FEW, search, type Choice } from "./options";

interface Props {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly several: boolean;
  readonly active: boolean;
  readonly labelledBy: string;
  readonly onPick: (path: string) => void;
}

export function OptionList(props: Props) {
  return props.choices.length > FEW ? <Search {...props} /> : <Few {...props} />;
}

function Few({ choices, chosen, several, labelledBy, onPick }: Props) {
  return (
    <div role={several ? "group" : "radiogroup"} aria-labelledby={labelledBy} className="opts">
      {choices.map((choice, at) => {
        const on = chosen.includes(choice.path);
        const group = choice.above.join(" › ");
        const opens = group !== "" && group !== choices[at - 1]?.above.join(" › ");
        return (
          <Fragment key={choice.path}>
            {opens && (
              <span className="name opt-group" dir="auto" aria-hidden="true">
                {group}
              </span>
            )}
            <button
              aria-label={group ? `${group} › ${choice.title}` : undefined}
              type="button"
              role={several ? "checkbox" : "radio"}
              aria-checked={on}
              className={on ? "opt on" : "opt"}
              title={choice.help || undefined}
              onClick={() => onPick(choice.path)}
            >
              <KeyCap press={choice.key} />
              <span dir="auto">{choice.title}</span>
              {on && (
                <span className="opt-tick" aria-hidden="true">
                  ✓
                </span>
              )}
            </button>
          </Fragment>
        );
      })}
    </div>
  );
}

function Words({ choice }: { choice: Choice }) {
  return (
    <span dir="auto">
      {choice.above.length > 0 && <span className="quiet">{choice.above.join(" › ")} › </span>}
      {choice.title}
    </span>
  );
}

function Search({ choices, chosen, several, active, labelledBy, onPick }: Props) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const found = search(choices, query);
  const here = Math.min(at, found.length - 1);
  const open = active && (query !== "" || !chosen.length);
  const picked = choices.filter((choice) => chosen.includes(choice.path));
  useEffect(() => {
    if (active && !chosen.length) input.current?.focus({ preventScroll: true });
    // only when the question becomes the active one: choosing must not pull the focus back
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);
  useEffect(() => {
    document.getElementById(`${list}-${here}`)?.scrollIntoView({ block: "nearest" });
  }, [list, here]);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onPick(choice.path);
    setQuery("");
    setAt(0);
    if (!several) input.current?.blur();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return;
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move) setAt(Math.min(Math.max(here + move, 0), found.length - 1));
    else if (event.key === "Enter" && (query || at > 0)) take(found[here]);
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
        placeholder={t("work.searchOptions", { n: choices.length })}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {open && (
        <div
          id={list}
          role="listbox"
          aria-labelledby={labelledBy}
          aria-multiselectable={several}
          className="opts-found"
          tabIndex={-1}
        >
          {found.map((choice, index) => (
            // the combobox holds the focus and the keys; a row only hears the mouse
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={choice.path}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={chosen.includes(choice.path)}
              className={index === here ? "opt at" : "opt"}
              onClick={() => take(choice)}
            >
              <Words choice={choice} />
            </div>
          ))}
          {!found.length && <p className="quiet small">{t("work.noOption")}</p>}
        </div>
      )}
    </div>
  );
}
