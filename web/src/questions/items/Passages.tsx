/** The passages of what the question is about, to choose one that an item rests on: a digit takes it, a search narrows them. */
import { useState } from "react";

import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { KeyCap } from "../../hotkeys/Keys";
import type { Context } from "../../schema/kinds";
import type { Anchor } from "../../anchors/anchor";

export interface Passage {
  readonly place: Anchor;
  readonly title: string;
  readonly text: string;
}

const DIGITS = 9;

/** What a place can be chosen from: the elements that the question judges, or all of it. */
export function passagesOf({ of, within }: Context): Passage[] {
  if (!within) return [];
  const field = within.split("/")[0] ?? within;
  const parts = within === field ? of : of.filter((one) => `${field}/${one.id}` === within);
  if (!parts.length) return [{ place: { at: within }, title: t("work.itemWhole"), text: "" }];
  return parts.map((one) => ({
    place: { at: `${field}/${one.id}` },
    title: typeof one.title === "string" ? one.title : "",
    text: typeof one.text === "string" ? one.text : one.id,
  }));
}

interface Props {
  readonly passages: readonly Passage[];
  readonly labelledBy: string;
  readonly onTake: (place: Anchor) => void;
}

export function Passages({ passages, labelledBy, onTake }: Props) {
  const [query, setQuery] = useState("");
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = passages.filter((one) => {
    const words = `${one.title} ${one.text}`.toLocaleLowerCase();
    return wanted.every((word) => words.includes(word));
  });
  const pick = (press: string) => {
    const one = found[Number(press) - 1];
    if (!one) return false;
    onTake(one.place);
  };
  useHotkeys("question:items", { "items.pick": pick }, { level: 21 });
  return (
    <div className="passages" role="group" aria-label={t("work.itemPassages")}>
      {passages.length > DIGITS && (
        <input
          className="field"
          type="search"
          aria-labelledby={labelledBy}
          placeholder={t("work.searchOptions", { n: passages.length })}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing || !found[0]) return;
            event.preventDefault();
            onTake(found[0].place);
          }}
        />
      )}
      <ul className="passages-list">
        {found.map((one, at) => (
          <li key={one.place.at}>
            <button type="button" className="opt passage" onClick={() => onTake(one.place)}>
              {at < DIGITS && <KeyCap press={String(at + 1)} />}
              <span dir="auto">
                {one.title && <b>{one.title} </b>}
                {one.text}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!found.length && <p className="small quiet">{t("work.noOption")}</p>}
    </div>
  );
}
