/** The controls of plain values: a line of text, a number, a flag, one or some of several names, a list of words. */
import type { Json } from "../../../api/shapes";
import type { Shape } from "../language";
import type { Ids } from "./Labelled";
import { t } from "../words";

interface Props {
  readonly ids: Ids;
  readonly value: Json | undefined;
  readonly shape: Shape;
  readonly onValue: (value: Json | undefined) => void;
}

export function TextBox({ ids, value, shape, onValue, names }: Props & { readonly names?: readonly string[] }) {
  const said = value === undefined || value === null ? "" : String(value);
  const props = {
    ...ids,
    dir: "auto" as const,
    value: said,
    placeholder: usual(shape) || String(shape.examples?.[0] ?? ""),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onValue(event.target.value === "" ? undefined : event.target.value),
  };
  if (said.includes("\n")) return <textarea {...props} rows={Math.min(8, said.split("\n").length + 1)} />;
  if (!names?.length) return <input type="text" {...props} />;
  return (
    <>
      <input type="text" {...props} list={`${ids.id}-names`} />
      <datalist id={`${ids.id}-names`}>
        {names.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

export function NumberBox({ ids, value, shape, onValue }: Props) {
  return (
    <input
      {...ids}
      type="number"
      min={shape.minimum}
      max={shape.maximum}
      step={shape.type === "integer" ? 1 : "any"}
      // a number, not its text: "0.0" on the way to 0.05 is left as it is written
      value={typeof value === "number" ? value : ""}
      placeholder={usual(shape)}
      onChange={({ target }) => {
        if (target.value !== "") onValue(Number(target.value));
        else if (!target.validity.badInput) onValue(undefined);
      }}
    />
  );
}

export function FlagBox({ ids, value, shape, onValue }: Props) {
  const own = shape.default === true;
  return (
    <input
      {...ids}
      type="checkbox"
      checked={value === undefined ? own : value === true}
      onChange={({ target }) => onValue(target.checked === own ? undefined : target.checked)}
    />
  );
}

/** One of these names; what is written and is none of them stays to be seen. */
export function NameBox({ ids, value, shape, names, onValue }: Props & { readonly names: readonly string[] }) {
  const said = value === undefined || value === null ? "" : String(value);
  return (
    <select {...ids} value={said} onChange={({ target }) => onValue(target.value || undefined)}>
      {!names.includes("") && <option value="">{usual(shape)}</option>}
      {said && !names.includes(said) && <option value={said}>{said}</option>}
      {names.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

/** A list of words, one a line. */
export function Lines({ ids, value, onValue }: Omit<Props, "shape">) {
  const all = Array.isArray(value) ? value : [];
  const text = all.map(String).join("\n");
  return (
    <textarea
      {...ids}
      key={text}
      dir="auto"
      rows={Math.min(8, Math.max(2, all.length + 1))}
      defaultValue={text}
      onBlur={({ target }) => {
        const next = target.value.split("\n").filter((one) => one.trim());
        if (next.join("\n") !== text) onValue(next.length ? next : undefined);
      }}
    />
  );
}

interface SomeProps {
  readonly words: string;
  readonly names: readonly string[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: string[]) => void;
}

/** Some of these names, in their order. */
export function SomeOf({ words, names, chosen, onChosen }: SomeProps) {
  const all = [...names, ...chosen.filter((one) => !names.includes(one))];
  return (
    <fieldset className="builder-inner builder-asked">
      <legend>{words}</legend>
      {all.length === 0 && <span className="small quiet">{t("builder.noNames")}</span>}
      {all.map((one) => (
        <label key={one} className="builder-check">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={({ target }) =>
              onChosen(all.filter((other) => (other === one ? target.checked : chosen.includes(other))))
            }
          />
          <span dir="auto">{one}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What stands where nothing is said. */
export function usual({ default: own }: Shape): string {
  return own === undefined || own === null || typeof own === "object" ? "" : String(own);
}
