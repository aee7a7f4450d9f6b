/** A field or a question in the form: its name, type and parameters; folded to a line until it is opened. */
import type { Json } from "../../api/shapes";
import { t } from "./words";
import type { Editing } from "./Form";
import { parametersOf, typesOf, type Shape, type What } from "./language";
import { Parameter } from "./Parameter";
import { pathOf } from "./source";

interface Props {
  readonly editing: Editing;
  readonly what: What;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
}

/** What is seldom said is folded once more. */
const SELDOM = new Set([
  "lang",
  "dir",
  "where",
  "visible_if",
  "hotkeys",
  "suggestions",
  "justification",
  "allow_na",
  "allow_cannot_assess",
]);

export function Part({ editing, what, name, first, last }: Props) {
  const root = `${what}s`;
  const path = [root, name];
  const value = objectOf(objectOf(editing.value[root] ?? null)[name] ?? null);
  const type = typeof value.type === "string" ? value.type : "";
  const faults = editing.faults.filter((fault) => {
    const at = pathOf(fault.pointer);
    return at[0] === root && at[1] === name;
  });
  const flag = ([name, shape]: readonly [string, Shape]) => Number(shape.type === "boolean" || name === "required");
  const parameters = [...parametersOf(editing.language, what, type)].sort((one, other) => flag(one) - flag(other));
  const shown = parameters.filter(([key]) => !SELDOM.has(key));
  const more = parameters.filter(([key]) => SELDOM.has(key));
  const draw = ([key, shape]: (typeof parameters)[number]) => (
    <Parameter
      key={key}
      name={key}
      shape={shape}
      value={value[key]}
      {...(key === "of" || key === "each" ? { names: namesFor(editing, name) } : {})}
      onValue={(to) => editing.set([...path, key], to)}
      onYaml={() => editing.show([...path, key])}
    />
  );
  return (
    <li>
      <details className={faults.length ? "builder-part faulty" : "builder-part"}>
        <summary>
          <b dir="auto">{name}</b> <span className="quiet small">{type}</span>{" "}
          {faults.length > 0 && <span className="bad small">{t("builder.faults", { n: faults.length })}</span>}
        </summary>
        {faults.map((fault) => (
          <p key={fault.pointer + fault.code} className="bad small">
            {fault.message}
            {fault.nearest && ` (${fault.nearest}?)`}
          </p>
        ))}
        <div className="builder-parameters">
          <label className="builder-field">
            {t("builder.name")}
            <input
              key={name}
              defaultValue={name}
              maxLength={64}
              onBlur={(event) => {
                const to = event.target.value.trim();
                if (to && to !== name) editing.rename(path, to);
              }}
            />
          </label>
          <label className="builder-field">
            {t("builder.type")}
            <select value={type} onChange={(event) => editing.set([...path, "type"], event.target.value)}>
              {typesOf(editing.language, what).map(([one]) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
          {shown.map(draw)}
        </div>
        {more.length > 0 && (
          <details className="builder-more">
            <summary>{t("builder.more")}</summary>
            <div className="builder-parameters">{more.map(draw)}</div>
          </details>
        )}
        <div className="builder-moves">
          <button type="button" className="button edge small" disabled={first} onClick={() => editing.move(path, -1)}>
            {t("builder.up")} <span className="hidden">{name}</span>
          </button>
          <button type="button" className="button edge small" disabled={last} onClick={() => editing.move(path, 1)}>
            {t("builder.down")} <span className="hidden">{name}</span>
          </button>
          <button type="button" className="button edge small" onClick={() => editing.show(path)}>
            {t("builder.showYaml")} <span className="hidden">{name}</span>
          </button>
          <button type="button" className="button edge small push" onClick={() => editing.set(path, undefined)}>
            {t("builder.remove")} <span className="hidden">{name}</span>
          </button>
        </div>
      </details>
    </li>
  );
}

/** What a question may be about: the fields, and the questions before it. */
function namesFor(editing: Editing, name: string): string[] {
  const questions = Object.keys(objectOf(editing.value.questions ?? null));
  return [...Object.keys(objectOf(editing.value.fields ?? null)), ...questions.slice(0, questions.indexOf(name))];
}

function objectOf(value: Json): { readonly [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
