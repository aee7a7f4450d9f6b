/** What the server found wrong, brought to where it is shown. */
import type { Fault } from "../api/shapes";

/** One part of a pointer as it is written (RFC 6901). */
function segment(name: string | number): string {
  return `/${String(name).replace(/~/g, "~0").replace(/\//g, "~1")}`;
}

// always the same, so that what has no faults is not drawn anew
const NONE: Fault[] = [];

/** The faults at or below a place, their pointers relative to it. */
export function faultsUnder(faults: readonly Fault[], ...place: readonly (string | number)[]): Fault[] {
  if (!faults.length) return NONE;
  const prefix = place.map(segment).join("");
  return faults
    .filter((fault) => fault.pointer === prefix || fault.pointer.startsWith(`${prefix}/`))
    .map((fault) => ({ ...fault, pointer: fault.pointer.slice(prefix.length) }));
}
