/** A field or a question in the form: its name, type and parameters; folded to a line until it is opened. */
import type { Json } from "../../api/shapes";
import { t } from "./words";
import type { Editing } from "./Form";
import { parametersOf, typesOf, type Shape, type What } from "./language";
import { Parameter } from "./Parameter";
import { Parts } from "./Parts";
import { pathOf, valueAt, type Path } from "./source";

interface Props {
  readonly editing: Editing;
  readonly what: What;
  /** The mapping that holds it: fields, questions, or the `ask` of a question. */
  readonly at: Path;
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

export function Part({ editing, what, at, name, first, last }: Props) {
  const path = [...at, name];
  const value = objectOf(valueAt(editing.value, path));
  const type = typeof value.type === "string" ? value.type : "";
  const faults = editing.faults.filter((fault) => {
    const where = pathOf(fault.pointer);
    return path.every((key, place) => where[place] === String(key));
  });
  const flag = ([name, shape]: readonly [string, Shape]) => Number(shape.type === "boolean" || name === "required");
  const all = parametersOf(editing.language, what, type);
  const inner = all.filter(([, shape]) => asks(shape));
  const parameters = all.filter(([, shape]) => !asks(shape)).sort((one, other) => flag(one) - flag(other));
  const shown = parameters.filter(([key]) => !SELDOM.has(key));
  const more = parameters.filter(([key]) => SELDOM.has(key));
  const draw = ([key, shape]: (typeof parameters)[number]) => (
    <Parameter
      key={key}
      name={key}
      shape={shape}
      value={value[key]}
      {...(key === "of" || key === "each" ? { names: namesFor(editing, String(path[1])) } : {})}
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
        {inner.map(([key, shape]) => (
          <fieldset key={key} className="builder-inner" title={shape.description}>
            <legend>{t("builder.inner", { name })}</legend>
            <Parts editing={editing} what="question" at={[...path, key]} />
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

/** What a question may be about: the fields, and the questions before it. */
function namesFor(editing: Editing, name: string): string[] {
  const questions = Object.keys(objectOf(editing.value.questions ?? null));
  return [...Object.keys(objectOf(editing.value.fields ?? null)), ...questions.slice(0, questions.indexOf(name))];
}

function objectOf(value: Json): { readonly [key: string]: Json } {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
