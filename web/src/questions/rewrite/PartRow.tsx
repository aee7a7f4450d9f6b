/** One step or message of a rewritten list. */
import { useEffect, useRef } from "react";

import { t, type Key } from "../../app/catalogue";
import { ActionKey } from "../../hotkeys/Keys";
import { Changes } from "./Changes";
import type { Step } from "./changes";
import { kept, written, writtenKeys, type Part } from "./parts-list";

interface Props {
  readonly step: Step<Part>;
  readonly number: number;
  readonly before: Part | undefined;
  readonly kinds: { readonly key: "kind" | "role"; readonly all: readonly string[] };
  readonly lang: string | undefined;
  readonly now: boolean;
  readonly writing: boolean;
  readonly onChoose: () => void;
  readonly onWrite: () => void;
  readonly onRestore: () => void;
  readonly onRemove: () => void;
  readonly onPart: (part: Part) => void;
}

const STATES: Readonly<Record<string, Key>> = {
  added: "work.partAdded",
  removed: "work.partRemoved",
  edited: "work.partEdited",
};
const SHORT = 200;

export function PartRow(props: Props) {
  const { step, number, before, kinds, lang, now, writing, onPart } = props;
  const { part } = step;
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (now) row.current?.scrollIntoView({ block: "nearest" });
    if (writing) row.current?.querySelector("textarea")?.focus();
  }, [now, writing]);
  const keys = writtenKeys(part);
  const words = keys.map((key) => written(part[key])).join(" ");
  const state = STATES[step.kind];
  return (
    <li ref={row} className={`rewrite-part ${step.kind} ${now ? "now" : ""}`} aria-current={now ? "true" : undefined}>
      <div className="rewrite-head small">
        <span className="num quiet">{number}</span>
        <span className="name">{String(part[kinds.key] ?? "").replace(/_/g, " ")}</span>
        {state && <span className="rewrite-state">{t(state)}</span>}
        {step.moved && <span className="rewrite-state">{t("work.partMoved")}</span>}
      </div>
      {writing ? (
        <>
          <select
            className="field"
            aria-label={t("work.partKind")}
            value={String(part[kinds.key] ?? "")}
            onChange={(event) => onPart({ ...part, [kinds.key]: event.target.value })}
          >
            {[...new Set([...kinds.all, String(part[kinds.key] ?? "")])].filter(Boolean).map((kind) => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
          {keys.map((key) => (
            <textarea
              key={key}
              className="field area"
              rows={2}
              dir="auto"
              lang={lang}
              aria-label={`${number} ${key}`}
              placeholder={key}
              value={written(part[key])}
              onChange={(event) => onPart({ ...part, [key]: kept(event.target.value, before?.[key]) })}
            />
          ))}
        </>
      ) : step.kind === "edited" && before ? (
        keys.map((key) => <Changes key={key} before={written(before[key])} after={written(part[key])} lang={lang} />)
      ) : (
        <button type="button" className="item-words" dir="auto" onClick={props.onChoose}>
          {step.kind === "removed" ? <del>{words.slice(0, SHORT)}</del> : words.slice(0, SHORT) || "–"}
        </button>
      )}
      {now && (
        <div className="rewrite-tools">
          {step.kind === "removed" ? (
            <button type="button" className="button small" onClick={props.onRestore}>
              {t("work.asItWas")}
            </button>
          ) : (
            <>
              <button type="button" className="button small" onClick={props.onWrite}>
                {t("work.itemWrite")} <ActionKey id="rewrite.write" />
              </button>
              <button type="button" className="button small" onClick={props.onRemove}>
                {t("work.itemRemove")} <ActionKey id="rewrite.remove" />
              </button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
