/** A new field or question: its type is chosen by what each type says of itself. */
import { useState } from "react";

import type { Json } from "../../api/shapes";
import type { Editing } from "./editing";
import { typesOf, type What } from "./language";
import { valueAt, type Path } from "./source";
import { t } from "./words";

interface Props {
  readonly editing: Editing;
  readonly what: What;
  /** The mapping that it is put into. */
  readonly at: Path;
}

export function AddPart({ editing, what, at }: Props) {
  const types = typesOf(editing.language, what);
  const [type, setType] = useState("");
  const told = types.find(([name]) => name === type)?.[1];
  const nested = at.length > 1;
  const add = () => {
    const there = Object.keys((valueAt(editing.value, at) as Record<string, Json> | null) ?? {});
    const name = fresh(type.replaceAll("-", "_"), there);
    const required = editing.language.$defs[`${what}-${type}`]?.required?.includes("of");
    const field = Object.keys((editing.value.fields as Record<string, Json> | null | undefined) ?? {})[0];
    editing.set([...at, name], { type, ...(required && field ? { of: field } : {}) });
    setType("");
    requestAnimationFrame(() => open([...at, name]));
  };
  return (
    <div className="builder-add">
      <label className="builder-field">
        {t(what === "field" ? "builder.addField" : nested ? "builder.addInner" : "builder.addQuestion")}
        <select value={type} onChange={(event) => setType(event.target.value)}>
          <option value="">{t("builder.choose")}</option>
          {types.map(([name]) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <button type="button" className="button edge" disabled={!type} onClick={add}>
        {t("builder.add")}
      </button>
      {told && <p className="small quiet">{told}</p>}
    </div>
  );
}

function fresh(name: string, taken: readonly string[]): string {
  for (let at = 1; ; at++) {
    const wanted = at === 1 ? name : `${name}_${at}`;
    if (!taken.includes(wanted)) return wanted;
  }
}

/** Unfolds what was added, and puts the keyboard into it. */
function open(path: Path): void {
  const part = document.querySelector<HTMLDetailsElement>(`details[data-part="${CSS.escape(path.join("."))}"]`);
  if (!part) return;
  part.open = true;
  part.querySelector<HTMLInputElement>("input")?.select();
}
