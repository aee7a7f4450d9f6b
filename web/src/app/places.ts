/** The pages of a project, in the groups that a lead looks for them in; what nobody of a role may open is not there. */
import type { Role } from "../api/shapes";
import type { Key } from "./catalogue";
import { atLeast } from "./roles";

export interface Place {
  /** The part of the address behind the project's name. */
  readonly to: string;
  readonly label: Key;
  readonly role: Role;
  /** Only where the project is one. */
  readonly only?: "exam";
}

export interface Group {
  readonly label: Key;
  /** The line of the table of keys that opens it. */
  readonly key: string;
  readonly places: readonly Place[];
}

const GROUPS: readonly Group[] = [
  {
    label: "nav.work",
    key: "go.work",
    places: [
      { to: "quality", label: "nav.quality", role: "reviewer" },
      { to: "records", label: "nav.records", role: "reviewer" },
      { to: "stages", label: "stages.title", role: "reviewer" },
      { to: "import", label: "import.nav", role: "lead" },
    ],
  },
  {
    label: "nav.judgment",
    key: "go.judgment",
    places: [
      { to: "results", label: "nav.results", role: "reviewer" },
      { to: "disagreements", label: "nav.disagreements", role: "reviewer" },
      { to: "groups", label: "nav.groups", role: "lead" },
      { to: "rules", label: "nav.rules", role: "annotator" },
      { to: "calibrations", label: "nav.calibration", role: "reviewer" },
    ],
  },
  {
    label: "nav.people",
    key: "go.people",
    places: [
      { to: "people", label: "nav.members", role: "lead" },
      { to: "access", label: "nav.access", role: "lead" },
      { to: "exam", label: "nav.exam", role: "reviewer", only: "exam" },
      { to: "pay", label: "nav.pay", role: "lead" },
    ],
  },
  {
    label: "nav.builder",
    key: "go.project",
    places: [
      { to: "project", label: "nav.definition", role: "lead" },
      { to: "corpus", label: "corpus.title", role: "reviewer" },
      { to: "export", label: "nav.export", role: "lead" },
      { to: "audit", label: "nav.audit", role: "lead" },
      { to: "keeping", label: "nav.keeping", role: "lead" },
    ],
  },
];

/** The groups that somebody of a role has, each with the pages open to them. */
export function groupsOf(role: Role | undefined, is: (part: "exam") => boolean): readonly Group[] {
  return GROUPS.map((group) => ({
    ...group,
    places: group.places.filter((place) => atLeast(role, place.role) && (!place.only || is(place.only))),
  })).filter((group) => group.places.length > 0);
}

/** Which page of a project an address is on or below: `/p/tone/records/r7` is `records`. */
export function placeOf(pathname: string): string {
  return /^\/p\/[^/]+\/([^/]+)/.exec(pathname)?.[1] ?? "";
}

/** The least role that may open an address, where it is one of these pages; what lies below a page says itself who may see it. */
export function neededFor(pathname: string): Role | undefined {
  const to = /^\/p\/[^/]+\/([^/]+)\/?$/.exec(pathname)?.[1];
  return GROUPS.flatMap(({ places }) => places).find((place) => place.to === to)?.role;
}
