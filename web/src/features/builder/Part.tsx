/** A field or a question in the form: its name, type and parameters; folded to a line until it is opened. */
import { Control } from "./controls/Control";
import { Faults, Labelled } from "./controls/Labelled";
import { faultsAt, faultsUnder, objectOf, type Editing } from "./editing";
import { parametersOf, typesOf, type Shape, type What } from "./language";
import { pathOf, valueAt, type Path } from "./source";
import { t } from "./words";
import type { ReactNode } from "react";

interface Props {
  readonly editing: Editing;
  readonly what: What;
  /** The mapping that holds it: fields, questions, or the `ask` of a question. */
  readonly at: Path;
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onRename: (to: string) => void;
  /** The questions within it. */
  readonly inner: (path: Path) => ReactNode;
}

/** What is seldom said is folded once more. */
const SELDOM = new Set([
  "lang",
  "dir",
  "revised_by",
  "versions_of",
  "sensitive",
  "where",
  "visible_if",
  "hotkeys",
  "suggestions",
  "justification",
  "allow_na",
  "allow_cannot_assess",
]);

export function Part({ editing, what, at, name, first, last, onRename, inner }: Props) {
  const path = [...at, name];
  const value = objectOf(valueAt(editing.value, path));
  const type = typeof value.type === "string" ? value.type : "";
  const wrong = faultsUnder(editing.faults, path).length;
  const flag = ([key, shape]: readonly [string, Shape]) => Number(shape.type === "boolean" || key === "required");
  const all = parametersOf(editing.language, what, type);
  const asked = all.filter(([, shape]) => asks(shape));
  const parameters = all.filter(([, shape]) => !asks(shape)).sort((one, other) => flag(one) - flag(other));
  const shown = parameters.filter(([key]) => !SELDOM.has(key));
  const more = parameters.filter(([key]) => SELDOM.has(key));
  const said = more.filter(([key]) => value[key] !== undefined).length;
  const needed = editing.language.$defs[`${what}-${type}`]?.required ?? [];
  const draw = ([key, shape]: (typeof parameters)[number]) => (
    <Control key={key} editing={editing} path={[...path, key]} shape={shape} needed={needed.includes(key)} />
  );
  const types = typesOf(editing.language, what);
  return (
    <li>
      <details className={wrong ? "builder-part faulty" : "builder-part"} data-part={path.join(".")}>
        <summary>
          <b dir="auto">{name}</b> <span className="quiet small">{type}</span>{" "}
          {wrong > 0 && <span className="bad small">{t("builder.faults", { n: wrong })}</span>}
        </summary>
        <Faults
          faults={faultsAt(editing.faults, path, ["type", ...all.map(([key]) => key)])}
          onRemove={(fault) => editing.set(pathOf(fault.pointer), undefined)}
        />
        <div className="builder-parameters">
          <Labelled words={t("builder.name")} told={t("builder.nameTold")} faults={[]}>
            {(ids) => (
              <input
                {...ids}
                key={name}
                defaultValue={name}
                maxLength={64}
                onBlur={({ target }) => {
                  const to = target.value.trim();
                  if (to && to !== name) onRename(to);
                }}
              />
            )}
          </Labelled>
          <Labelled
            words={t("builder.type")}
            told={types.find(([one]) => one === type)?.[1].replace(/^\S+: /, "")}
            faults={faultsUnder(editing.faults, [...path, "type"])}
          >
            {(ids) => (
              <select {...ids} value={type} onChange={({ target }) => editing.set([...path, "type"], target.value)}>
                {!types.some(([one]) => one === type) && <option>{type}</option>}
                {types.map(([one]) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            )}
          </Labelled>
          {shown.map(draw)}
        </div>
        {more.length > 0 && (
          <details className="builder-more" open={faultsIn(editing, path, more) || undefined}>
            <summary>
              {t("builder.more")}{" "}
              {said > 0 && <span className="quiet small">{t("builder.saidCount", { n: said })}</span>}
            </summary>
            <div className="builder-parameters">{more.map(draw)}</div>
          </details>
        )}
        {asked.map(([key, shape]) => (
          <fieldset key={key} className="builder-inner" title={shape.description}>
            <legend>{t("builder.inner", { name })}</legend>
            {inner([...path, key])}
          </fieldset>
        ))}
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

/** Whether a parameter holds questions by name: those are edited as the others are. */
function asks({ additionalProperties: inner }: Shape): boolean {
  return typeof inner === "object" && inner.$ref === "#/$defs/question";
}

/** Whether something is wrong in what is folded away. */
function faultsIn(editing: Editing, path: Path, folded: readonly (readonly [string, Shape])[]): boolean {
  return folded.some(([key]) => faultsUnder(editing.faults, [...path, key]).length > 0);
}
