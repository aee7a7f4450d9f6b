/** Options one by one: what is stored, what people read, what it means; and those under it. */
import { useRef } from "react";

import type { Json } from "../../../api/shapes";
import { objectOf, type Editing } from "../editing";
import { valueAt, type Path } from "../source";
import { t } from "../words";

interface Props {
  readonly editing: Editing;
  readonly path: Path;
  readonly words: string;
}

const PARTS = [
  ["value", "builder.optionValue"],
  ["title", "builder.optionTitle"],
  ["help", "builder.optionHelp"],
] as const;

export function OptionRows({ editing, path, words }: Props) {
  const value = valueAt(editing.value, path);
  const all = listOf(value);
  const box = useRef<HTMLDivElement>(null);
  /** A mapping becomes a list first: it has no room for titles. */
  const put = (at: number, to: Json | undefined) => {
    if (Array.isArray(value) && to !== undefined && at < value.length) editing.set([...path, at], to);
    else {
      const next = all.flatMap((one, other) => (other === at ? (to === undefined ? [] : [to]) : [one]));
      if (at >= all.length && to !== undefined) next.push(to);
      editing.set(path, next.length ? next : undefined);
    }
  };
  const add = () => {
    put(all.length, fresh(all));
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLInputElement>(":scope > ol > li:last-child input")?.select(),
    );
  };
  return (
    <div ref={box}>
      <ol className="builder-options">
        {all.map((one, at) => {
          const option = typeof one === "object" ? objectOf(one) : { value: one };
          const name = String(option.value ?? "");
          const told = <span className="hidden">{name}</span>;
          return (
            <li key={at}>
              {PARTS.map(([key, words]) => (
                <label key={key} className="builder-field">
                  {t(words)}
                  <input
                    dir="auto"
                    value={String(option[key] ?? "")}
                    onChange={({ target }) => put(at, whole({ ...option, [key]: target.value }))}
                  />
                </label>
              ))}
              <span className="builder-moves">
                <button
                  type="button"
                  className="button edge small"
                  disabled={at === 0 || !Array.isArray(value)}
                  onClick={() => editing.move([...path, at], -1)}
                >
                  {t("builder.up")} {told}
                </button>
                <button
                  type="button"
                  className="button edge small"
                  disabled={at === all.length - 1 || !Array.isArray(value)}
                  onClick={() => editing.move([...path, at], 1)}
                >
                  {t("builder.down")} {told}
                </button>
                {option.options === undefined && (
                  <button
                    type="button"
                    className="button edge small"
                    onClick={() => put(at, { ...option, options: [fresh([])] })}
                  >
                    {t("builder.optionUnder")} {told}
                  </button>
                )}
                <button type="button" className="button edge small" onClick={() => put(at, undefined)}>
                  {t("builder.remove")} {told}
                </button>
              </span>
              {option.options !== undefined && Array.isArray(value) && (
                <fieldset className="builder-inner">
                  <legend>{t("builder.optionsUnder", { name })}</legend>
                  <OptionRows editing={editing} path={[...path, at, "options"]} words={name} />
                </fieldset>
              )}
            </li>
          );
        })}
      </ol>
      <button type="button" className="button edge small" onClick={add}>
        {t("builder.addOption")} <span className="hidden">{words}</span>
      </button>
    </div>
  );
}

/** Options as a list, a mapping of names to what is under them too. */
function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return Object.entries(objectOf(value)).map(([name, below]): Json => {
    const under = listOf(below);
    return under.length ? { value: name, options: under } : name;
  });
}

/** An option without what is empty; only its name where there is nothing else. */
function whole(option: Readonly<Record<string, Json>>): Json {
  const said = Object.entries(option).filter(([key, one]) => key === "value" || (one !== "" && one !== null));
  return said.length === 1 ? (option.value ?? "") : Object.fromEntries(said);
}

function fresh(all: readonly Json[]): string {
  const taken = all.map((one) => String(typeof one === "object" ? objectOf(one).value : one));
  for (let at = all.length + 1; ; at++) if (!taken.includes(`option ${at}`)) return `option ${at}`;
}
