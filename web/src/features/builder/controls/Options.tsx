/** Options: as an outline, one by one with titles and meanings, or taken from what each record holds. */
import { useRef, useState } from "react";

import type { Fault, Json } from "../../../api/shapes";
import { objectOf, type Editing } from "../editing";
import { namesFor, type Shape } from "../language";
import { asOptions, outlineOf, readOutline, writeOutline } from "../outline";
import { valueAt, type Path } from "../source";
import { t } from "../words";
import { Faults, Labelled, Told } from "./Labelled";
import { OptionRows } from "./OptionRows";
import { TextBox } from "./plain";

interface Props {
  readonly editing: Editing;
  readonly path: Path;
  readonly words: string;
  readonly shape: Shape;
  readonly faults: readonly Fault[];
}

const SAID = { outline: "builder.asOutline", rows: "builder.asRows", from: "builder.asFrom" } as const;
type How = keyof typeof SAID;

export function Options({ editing, path, words, shape, faults }: Props) {
  const value = valueAt(editing.value, path) ?? undefined;
  const outline = outlineOf(value);
  const from = Object.keys(objectOf(value)).join() === "from" ? String(objectOf(value).from) : null;
  const [wanted, setWanted] = useState<How>("outline");
  const before = useRef<Json | undefined>(undefined);
  const how: How = from !== null ? "from" : wanted === "outline" && outline ? "outline" : "rows";
  const choose = (next: How) => {
    if (next === "from") {
      before.current = value;
      const [first = ""] = namesFor(editing.value, path, FROM);
      editing.set(path, { from: first });
    } else if (how === "from") editing.set(path, before.current);
    setWanted(next === "from" ? "outline" : next);
  };
  const told = shape.description?.split(": a list of names")[0];
  return (
    <div className="builder-control wide">
      <Labelled words={t("builder.optionsHow", { what: words })} told={undefined} faults={[]}>
        {(ids) => (
          <select {...ids} value={how} onChange={({ target }) => choose(target.value as How)}>
            {(Object.keys(SAID) as How[]).map((one) => (
              <option key={one} value={one} disabled={one === "outline" && how === "rows" && !outline}>
                {t(SAID[one])}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {how === "outline" && (
        <Labelled words={words} told={t("builder.outline")} faults={faults} wide>
          {(ids) => {
            const text = writeOutline(outline ?? []);
            return (
              <textarea
                {...ids}
                // what the YAML says now is what is written here
                key={text}
                dir="auto"
                className="builder-outline"
                rows={Math.min(12, Math.max(3, text.split("\n").length + 1))}
                defaultValue={text}
                onBlur={({ target }) => {
                  const next = readOutline(target.value);
                  if (writeOutline(next) !== text) editing.set(path, next.length ? asOptions(next, value) : undefined);
                }}
              />
            );
          }}
        </Labelled>
      )}
      {how === "from" && (
        <Labelled words={words} told={t("builder.fromTold")} faults={faults} wide>
          {(ids) => (
            <TextBox
              ids={ids}
              value={from ?? ""}
              shape={{}}
              names={namesFor(editing.value, path, FROM)}
              onValue={(to) => editing.set([...path, "from"], to ?? "")}
            />
          )}
        </Labelled>
      )}
      {how === "rows" && (
        <fieldset className="builder-inner">
          <legend>{words}</legend>
          <OptionRows editing={editing} path={path} words={words} />
          <Faults faults={faults} />
        </fieldset>
      )}
      <Told told={told} />
    </div>
  );
}

const FROM = ["fields", "earlier", "meta."];

/** Whether what it lists may nest, and be explained. */
export function nests(shape: Shape): boolean {
  return shape.$ref === "#/$defs/option" || [...(shape.anyOf ?? []), ...(shape.items ? [shape.items] : [])].some(nests);
}
