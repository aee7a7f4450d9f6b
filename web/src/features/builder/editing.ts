/** What every part of the form is given: the project as it is written, and how it is changed. */
import type { Fault, Json } from "../../api/shapes";
import type { Language } from "./language";
import { pathOf, type Path } from "./source";

export interface Editing {
  readonly text: string;
  readonly value: Readonly<Record<string, Json>>;
  readonly language: Language;
  readonly faults: readonly Fault[];
  readonly set: (path: Path, value: Json | undefined) => void;
  readonly rename: (path: Path, to: string) => void;
  readonly move: (path: Path, by: 1 | -1) => void;
  readonly show: (path: Path) => void;
}

export interface Mapping {
  readonly [key: string]: Json;
}

export function objectOf(value: Json | undefined): Mapping {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** The faults of what stands at a path, or under it. */
export function faultsUnder(faults: readonly Fault[], path: Path): Fault[] {
  return faults.filter((fault) => {
    const where = pathOf(fault.pointer);
    return path.every((key, place) => where[place] === String(key));
  });
}

/** The faults of what stands at a path that no control below it says: those of the whole, and of keys that are not known. */
export function faultsAt(faults: readonly Fault[], path: Path, known: readonly string[] = []): Fault[] {
  return faultsUnder(faults, path).filter((fault) => {
    const next = pathOf(fault.pointer)[path.length];
    return next === undefined || !known.includes(next);
  });
}
