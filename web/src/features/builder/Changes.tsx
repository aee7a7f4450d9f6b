/** What differs between two versions, a line each: where, how, and from what to what. */
import type { Json } from "../../api/shapes";
import { pathOf } from "./source";
import { t } from "./words";

export interface Change {
  readonly pointer: string;
  readonly what: "added" | "removed" | "changed" | "moved";
  readonly before: Json;
  readonly after: Json;
}

const WHAT = {
  added: "builder.changeAdded",
  removed: "builder.changeRemoved",
  changed: "builder.changeChanged",
  moved: "builder.changeMoved",
} as const;

export function Changes({ changes, guidelines }: { changes: readonly Change[]; guidelines: boolean }) {
  if (!changes.length && !guidelines) return <p className="quiet">{t("builder.noChange")}</p>;
  return (
    <ul className="builder-changes">
      {changes.map((one) => (
        <li key={one.pointer + one.what} dir="auto">
          <b>{pathOf(one.pointer).slice(1).join(" · ") || pathOf(one.pointer)[0]}</b>{" "}
          <span className="small quiet">{t(WHAT[one.what])}</span>{" "}
          {one.before !== null && <del>{short(one.before)}</del>} {one.after !== null && <ins>{short(one.after)}</ins>}
        </li>
      ))}
      {guidelines && <li>{t("builder.guidelinesChanged")}</li>}
    </ul>
  );
}

const SHOWN = 160;

/** A value in a line; options that are only a name stand as their name. */
function short(value: Json): string {
  const plain = Array.isArray(value)
    ? value.map(bare).join(", ")
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN)} …` : plain;
}

function bare(value: Json): string {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return String(value);
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0] === "value" ? String(value.value) : JSON.stringify(value);
}
