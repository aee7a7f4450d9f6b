/** A taxonomy walked level by level: what stands below a place in it. */
import type { Choice } from "./options";

export interface Branch {
  /** Where it is in the tree: `billing`, `billing/refund`. */
  readonly path: string;
  readonly title: string;
  /** What is chosen by it; undefined where it only leads further. */
  readonly choice: Choice | undefined;
  /** How many choices are below it. */
  readonly below: number;
}

/** Whether options nest at all. */
export function nests(choices: readonly Choice[]): boolean {
  return choices.some((choice) => choice.above.length > 0);
}

/** What stands directly below a place, in order; "" is the top. A parent that may itself be chosen comes first below itself. */
export function branchesAt(choices: readonly Choice[], place: string): Branch[] {
  const depth = place ? place.split("/").length : 0;
  const found = new Map<string, Branch>();
  for (const choice of choices) {
    if (place && choice.path === place) {
      found.set(place, { path: place, title: choice.title, choice, below: 0 });
      continue;
    }
    if (place && !choice.path.startsWith(`${place}/`)) continue;
    const path = choice.path
      .split("/")
      .slice(0, depth + 1)
      .join("/");
    const before = found.get(path);
    const own = choice.path === path;
    found.set(path, {
      path,
      title: own ? choice.title : (before?.title ?? choice.above[depth] ?? path),
      choice: own ? choice : before?.choice,
      below: (before?.below ?? 0) + (own ? 0 : 1),
    });
  }
  return [...found.values()];
}

/** The place above; "" above the top level. */
export function above(place: string): string {
  return place.slice(0, Math.max(0, place.lastIndexOf("/")));
}

/** The titles on the way to a place. */
export function titlesTo(choices: readonly Choice[], place: string): string[] {
  if (!place) return [];
  const depth = place.split("/").length;
  const one = choices.find((choice) => choice.path === place || choice.path.startsWith(`${place}/`));
  return one ? [...one.above, one.title].slice(0, depth) : [];
}
