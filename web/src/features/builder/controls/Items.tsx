/** A list whose parts are more than words: each with its controls, its place, and a new one at the end. */
import { useRef, type ReactNode } from "react";

import type { Json } from "../../../api/shapes";
import type { Editing } from "../editing";
import type { Path } from "../source";
import { t } from "../words";

interface Props {
  readonly editing: Editing;
  readonly path: Path;
  /** What one part is called. */
  readonly words: string;
  readonly value: Json | undefined;
  readonly first: Json;
  /** What a part is called in short. */
  readonly named: (value: Json) => string;
  readonly draw: (path: Path) => ReactNode;
}

export function Items({ editing, path, words, value, first, named, draw }: Props) {
  const all = Array.isArray(value) ? value : [];
  const box = useRef<HTMLDivElement>(null);
  const focus = (what: string) => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(what)?.focus());
  return (
    <div ref={box}>
      <ol className="builder-items">
        {all.map((one, at) => {
          const own = [...path, at];
          const told = (
            <span className="hidden">
              {words} {at + 1}
            </span>
          );
          return (
            <li key={at}>
              <fieldset className="builder-item">
                <legend dir="auto">
                  {at + 1} {named(one)}
                </legend>
                {draw(own)}
                <div className="builder-moves">
                  <button
                    type="button"
                    className="button edge small"
                    disabled={at === 0}
                    onClick={() => editing.move(own, -1)}
                  >
                    {t("builder.up")} {told}
                  </button>
                  <button
                    type="button"
                    className="button edge small"
                    disabled={at === all.length - 1}
                    onClick={() => editing.move(own, 1)}
                  >
                    {t("builder.down")} {told}
                  </button>
                  <button
                    type="button"
                    className="button edge small push"
                    onClick={() => {
                      editing.set(all.length > 1 ? own : path, undefined);
                      focus(":scope > .builder-add button");
                    }}
                  >
                    {t("builder.remove")} {told}
                  </button>
                </div>
              </fieldset>
            </li>
          );
        })}
      </ol>
      <div className="builder-add">
        <button
          type="button"
          className="button edge small"
          onClick={() => {
            editing.set(all.length ? [...path, all.length] : path, all.length ? first : [first]);
            focus(":scope > ol > li:last-child :is(input, select, textarea)");
          }}
        >
          {t("builder.addOne", { what: words })}
        </button>
      </div>
    </div>
  );
}
