/** A mapping from names to values: a row each, and a new one under a name. */
import { useRef, useState, type ReactNode } from "react";

import type { Json } from "../../../api/shapes";
import { objectOf, type Editing } from "../editing";
import type { Path } from "../source";
import { t } from "../words";

interface Props {
  readonly editing: Editing;
  readonly path: Path;
  readonly words: string;
  readonly value: Json | undefined;
  /** Names that there are, to choose from. */
  readonly names: readonly string[];
  /** What a new row says first. */
  readonly first: Json;
  readonly draw: (path: Path, words: string) => ReactNode;
}

export function Rows({ editing, path, words, value, names, first, draw }: Props) {
  const keys = Object.keys(objectOf(value));
  const [name, setName] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const add = () => {
    const key = name.trim();
    if (!key || keys.includes(key)) return;
    editing.set([...path, key], first);
    setName("");
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child :is(input, select)")?.focus());
  };
  const offered = names.filter((one) => !keys.includes(one));
  const id = `names-${path.join("-")}`;
  return (
    <>
      <ul ref={list} className="builder-rows">
        {keys.map((key) => (
          <li key={key}>
            {draw([...path, key], key)}
            <button type="button" className="button edge small" onClick={() => editing.set([...path, key], undefined)}>
              {t("builder.remove")}{" "}
              <span className="hidden">
                {words} {key}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="builder-add">
        <label className="builder-field">
          {t("builder.nameOf", { what: words })}
          <input
            value={name}
            dir="auto"
            list={offered.length ? id : undefined}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
        </label>
        {offered.length > 0 && (
          <datalist id={id}>
            {offered.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        )}
        <button
          type="button"
          className="button edge small"
          disabled={!name.trim() || keys.includes(name.trim())}
          onClick={add}
        >
          {t("builder.add")} <span className="hidden">{words}</span>
        </button>
      </div>
    </>
  );
}
