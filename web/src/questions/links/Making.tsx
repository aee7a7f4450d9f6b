/** A link in the making: how to choose its ends, what is chosen, and a list of all that can be an end as a whole. */
import { useId, useState } from "react";

import type { Anchor } from "../../anchors/anchor";
import { useStage } from "../../anchors/AnchorStage";
import { toneAt, type Choice } from "../../anchors/entries";
import { t } from "../../app/catalogue";
import { ActionKey, KeyCap } from "../../hotkeys/Keys";
import { action } from "../../hotkeys/registry";
import type { Context } from "../../schema/kinds";
import { endWords } from "./links";

interface Props {
  /** What the link begins with, when it has begun. */
  readonly begun: string | undefined;
  readonly elements: boolean;
  readonly entries: readonly Choice[];
  readonly context: Context;
  readonly onTake: (anchor: Anchor, type: string | undefined) => string | null;
  readonly onDrop: () => void;
}

export function Making({ begun, elements, entries, context, onTake, onDrop }: Props) {
  const stage = useStage();
  const id = useId();
  // what can be an end as a whole is looked up when somebody comes for it
  const [wholes, setWholes] = useState<readonly string[]>([]);
  const look = () => setWholes((stage?.places ?? []).filter((at) => context.resolve(at)));
  const typed = begun !== undefined && entries.length > 0;
  return (
    <div className="links-making">
      <p className="small">
        <span className="quiet">{t(begun === undefined ? "links.hintFrom" : "links.hintTo")}</span>{" "}
        <ActionKey id="anchors.caret" />{" "}
        {action("links.mark").keys.map((press) => (
          <KeyCap key={press} press={press} />
        ))}
      </p>
      {begun !== undefined && (
        <p className="links-begun">
          <span className="quiet small">{t("links.from")}</span>{" "}
          <q dir="auto" className="links-words">
            {begun}
          </q>
          <button type="button" className="button small" onClick={onDrop}>
            {t("links.drop")} <ActionKey id="links.drop" />
          </button>
        </p>
      )}
      {typed && (
        <div className="marks-legend">
          {entries.map((entry, at) => (
            <button
              key={entry.path}
              type="button"
              className="marks-label"
              title={entry.help || undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                if (!stage?.take(entry.path)) stage?.say(t("marks.selectFirst"));
              }}
            >
              {entry.key && <KeyCap press={entry.key} />}
              <span className={`tone-${toneAt(at)} marks-name`} dir="auto">
                {entry.title}
              </span>
            </button>
          ))}
        </div>
      )}
      {elements && (
        <p className="links-wholes">
          <label htmlFor={id} className="small quiet">
            {t("links.whole")}
          </label>{" "}
          <select
            id={id}
            className="field"
            value=""
            onPointerEnter={look}
            onFocus={look}
            onChange={(event) => {
              const refused = onTake({ at: event.target.value }, undefined);
              if (refused) stage?.say(refused);
            }}
          >
            <option value="">{t("links.choose")}</option>
            {wholes.map((at) => (
              <option key={at} value={at}>
                {`${at}: ${endWords({ at }, context)}`}
              </option>
            ))}
          </select>
        </p>
      )}
    </div>
  );
}
