/** A control with its name, what it is for, and what is wrong with it: the schema's own words, beside it and read with it. */
import { useId, type ReactNode } from "react";

import type { Fault } from "../../../api/shapes";
import { t } from "../words";

export interface Ids {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

interface Props {
  readonly words: string;
  readonly told: string | undefined;
  readonly faults: readonly Fault[];
  readonly wide?: boolean;
  /** A flag has its box before its words. */
  readonly flag?: boolean;
  readonly needed?: boolean;
  readonly note?: string;
  readonly children: (ids: Ids) => ReactNode;
}

export function Labelled({ words, told, faults, wide, flag, needed, note, children }: Props) {
  const id = useId();
  const described = [told && `${id}-told`, faults.length && `${id}-faults`].filter(Boolean).join(" ");
  const control = children({
    id,
    "aria-describedby": described || undefined,
    "aria-invalid": faults.length ? true : undefined,
  });
  return (
    <div className={`builder-control${wide ? " wide" : ""}${faults.length ? " faulty" : ""}`}>
      {flag ? (
        <span className="builder-check">
          {control} <label htmlFor={id}>{words}</label>
        </span>
      ) : (
        <>
          <span className="builder-name">
            <label htmlFor={id}>{words}</label>
            {needed && <span className="small quiet">{t("builder.needed")}</span>}
            {note && <span className="small quiet">{note}</span>}
          </span>
          {control}
        </>
      )}
      <Told id={`${id}-told`} told={told} />
      <Faults id={`${id}-faults`} faults={faults} />
    </div>
  );
}

/** The schema's words for what something is. */
export function Told({ id, told }: { readonly id?: string; readonly told: string | undefined }) {
  return told ? (
    <span id={id} className="builder-told">
      {told.replaceAll("`", "")}
    </span>
  ) : null;
}

interface FaultsProps {
  readonly id?: string;
  readonly faults: readonly Fault[];
  /** Takes away what is not known there. */
  readonly onRemove?: (fault: Fault) => void;
}

export function Faults({ id, faults, onRemove }: FaultsProps) {
  if (!faults.length) return null;
  return (
    <span id={id} className="builder-faults">
      {faults.map((fault, at) => (
        <span key={at} className="bad small" dir="auto">
          {fault.message}
          {fault.nearest && ` (${fault.nearest}?)`}
          {onRemove && fault.code === "unknown-key" && (
            <button type="button" className="button edge small" onClick={() => onRemove(fault)}>
              {t("builder.remove")}
            </button>
          )}
        </span>
      ))}
    </span>
  );
}
