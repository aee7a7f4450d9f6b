/** One parameter of a field, question or stage, by its schema; what a form cannot hold is edited in the YAML. */
import type { Json } from "../../api/shapes";
import { t } from "./words";
import type { Shape } from "./language";
import { Outline } from "./Outline";
import { outlineOf } from "./outline";

interface Props {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Json | undefined;
  /** The names that it may say, where there are such. */
  readonly names?: readonly string[];
  readonly onValue: (value: Json | undefined) => void;
  readonly onYaml: () => void;
}

/** What is usually a sentence. */
const WIDE = new Set(["title", "help", "description", "visible_if", "where"]);

export function Parameter({ name, shape, value, names, onValue, onYaml }: Props) {
  const title = shape.description ?? "";
  const words = name.replaceAll("_", " ");
  const said = value === undefined ? "" : String(value);
  const text = (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
    onValue(event.target.value === "" ? undefined : event.target.value);
  const choices = names ?? shape.enum?.map(String);
  if (choices) {
    return (
      <label className="builder-field" title={title}>
        {words}
        <select value={said} onChange={(event) => onValue(event.target.value || undefined)}>
          {!choices.includes("") && <option value="">{fallback(shape)}</option>}
          {said && !choices.includes(said) && <option value={said}>{said}</option>}
          {choices.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const kinds = kindsOf(shape);
  if (kinds.includes("boolean") && typeof value !== "string") {
    const usual = shape.default === true;
    return (
      <label className="builder-check" title={title}>
        <input
          type="checkbox"
          checked={value === undefined ? usual : value === true}
          onChange={(event) => onValue(event.target.checked === usual ? undefined : event.target.checked)}
        />
        {words}
      </label>
    );
  }
  if (kinds.includes("number") || kinds.includes("integer")) {
    return (
      <label className="builder-field" title={title}>
        {words}
        <input
          type="number"
          min={shape.minimum}
          max={shape.maximum}
          step="any"
          value={said}
          placeholder={fallback(shape)}
          onChange={(event) => onValue(event.target.value === "" ? undefined : Number(event.target.value))}
        />
      </label>
    );
  }
  const outline = nests(shape) ? outlineOf(value) : null;
  if (outline) return <Outline words={words} title={title} outline={outline} value={value} onValue={onValue} />;
  if (listed(shape) && (value === undefined || isWords(value))) {
    return (
      <label className="builder-field wide" title={title}>
        {words} <span className="quiet small">{t("builder.onePerLine")}</span>
        <Lines value={(value as Json[] | undefined) ?? []} onLines={(all) => onValue(all.length ? all : undefined)} />
      </label>
    );
  }
  if (kinds.includes("string") && (value === undefined || typeof value === "string")) {
    return (
      <label className={WIDE.has(name) ? "builder-field wide" : "builder-field"} title={title}>
        {words}
        <input type="text" dir="auto" value={said} placeholder={fallback(shape)} onChange={text} />
      </label>
    );
  }
  return (
    <div className="builder-field wide" title={title}>
      {words}
      <button type="button" className="button edge small" onClick={onYaml}>
        {t(value === undefined ? "builder.writeYaml" : "builder.editYaml")} <span className="hidden">{words}</span>
      </button>
    </div>
  );
}

function Lines({ value, onLines }: { value: readonly Json[]; onLines: (all: Json[]) => void }) {
  return (
    <textarea
      key={value.length ? "some" : "none"}
      dir="auto"
      rows={Math.min(8, Math.max(2, value.length + 1))}
      defaultValue={value.map(String).join("\n")}
      onBlur={(event) => {
        const all = event.target.value.split("\n").filter((one) => one.trim());
        if (all.join("\n") !== value.map(String).join("\n")) onLines(all);
      }}
    />
  );
}

function fallback({ default: usual }: Shape): string {
  return usual === undefined || typeof usual === "object" ? "" : String(usual);
}

function kindsOf(shape: Shape): string[] {
  const own = shape.type === undefined ? [] : typeof shape.type === "string" ? [shape.type] : [...shape.type];
  return [...own, ...(shape.anyOf ?? []).flatMap(kindsOf)];
}

/** Whether it may be a list of words. */
function listed(shape: Shape): boolean {
  if (shape.items) return kindsOf(shape.items).includes("string");
  return (shape.anyOf ?? []).some(listed);
}

/** Whether what it lists may nest, and be explained. */
function nests(shape: Shape): boolean {
  return shape.$ref === "#/$defs/option" || [...(shape.anyOf ?? []), ...(shape.items ? [shape.items] : [])].some(nests);
}

function isWords(value: Json): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === "string" || typeof one === "number");
}
