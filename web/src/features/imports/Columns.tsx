/** Which column becomes which field: the guess, and a choice for each. */
import { t } from "../../app/catalogue";
import type { Looked, Mapping, Target } from "./imports";

interface Props {
  readonly looked: Looked;
  readonly mapping: Mapping;
  readonly onMap: (mapping: Mapping) => void;
}

interface Line {
  readonly target: string;
  readonly label: string;
  readonly needed: boolean;
}

const LETTERS = "abcdefgh";

export function Columns({ looked, mapping, onMap }: Props) {
  const lines = looked.targets.flatMap((one) => linesOf(one, mapping));
  const used = new Set(Object.values(mapping));
  const left = looked.columns.filter((one) => !used.has(one.name) && !["id", "gold", "meta"].includes(one.name));
  const set = (target: string, column: string) => {
    const next = Object.fromEntries(Object.entries(mapping).filter(([name]) => name !== target));
    onMap(column ? { ...next, [target]: column } : next);
  };
  return (
    <section aria-labelledby="import-columns">
      <h2 id="import-columns">{t("import.columns")}</h2>
      <div className="scroll-x">
        <table className="figures import-columns">
          <thead>
            <tr>
              <th scope="col">{t("import.field")}</th>
              <th scope="col">{t("import.column")}</th>
              <th scope="col">{t("import.example")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ target, label, needed }) => {
              const column = mapping[target] ?? "";
              const example = looked.columns.find((one) => one.name === column)?.examples[0];
              return (
                <tr key={target}>
                  <th scope="row">
                    <span dir="auto">{label}</span>
                    {needed && !column && <span className="import-needed">{t("import.needed")}</span>}
                  </th>
                  <td>
                    <select
                      aria-label={t("import.columnOf", { field: label })}
                      value={column}
                      onChange={(event) => set(target, event.target.value)}
                    >
                      <option value="">{t("import.noColumn")}</option>
                      {looked.columns.map((one) => (
                        <option key={one.name}>{one.name}</option>
                      ))}
                    </select>
                  </td>
                  <td className="import-example" dir="auto">
                    {example}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {left.length > 0 && (
        <p className="quiet small">{t("import.toMeta", { names: left.map((one) => one.name).join(", ") })}</p>
      )}
    </section>
  );
}

/** A line for the target; for one of several elements one each, and one more than there are. */
function linesOf(one: Target, mapping: Mapping): readonly Line[] {
  const title = one.title || one.name;
  const parts = Object.keys(mapping).filter((target) => target.startsWith(`${one.name}.`));
  const needed = one.required && parts.length === 0;
  const whole = { target: one.name, label: title, needed };
  if (!one.several || one.name in mapping) return [whole];
  const taken = parts.map((target) => target.slice(one.name.length + 1));
  const count = Math.max(2, taken.length + 1);
  const free = [...LETTERS].filter((letter) => !taken.some((name) => name.split(".")[0] === letter));
  const names = [...taken, ...free.slice(0, Math.max(0, count - taken.length))];
  const each = names.map((name) => ({ target: `${one.name}.${name}`, label: `${title} · ${name}`, needed }));
  return parts.length ? each : [{ ...whole, label: t("import.wholeList", { field: title }) }, ...each];
}
