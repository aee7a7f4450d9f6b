/**
 * Places from best to worst, as plain values. While somebody is ranking, a place may be empty (rank 3 given before rank 2)
 * and some may not be ranked yet; `settle` takes the empty places out.
 */
import type { Json } from "../../api/shapes";

export type Places = string[][];
export interface Ends {
  best?: string;
  worst?: string;
  [key: string]: Json | undefined;
}

/** The rank (from 1) of one; undefined when it has none. */
export function rankOf(places: Places, id: string): number | undefined {
  const at = places.findIndex((place) => place.includes(id));
  return at < 0 ? undefined : at + 1;
}

/** Gives one a rank; without ties, who held it moves on to the next free rank below. */
export function rank(places: Places, id: string, to: number, ties: boolean): Places {
  const next = places.map((place) => place.filter((one) => one !== id));
  while (next.length < to) next.push([]);
  if (ties || !next[to - 1]?.length) {
    next[to - 1] = [...(next[to - 1] ?? []), id];
    return trimmed(next);
  }
  let moving = id;
  for (let at = to - 1; ; at++) {
    const held = next[at];
    next[at] = [moving];
    if (!held?.length) return trimmed(next);
    moving = held[0] ?? "";
  }
}

/** Moves one a place up (-1) or down (+1): out of a tie into a place of its own, or past its neighbour; into it where ties are. */
export function shift(places: Places, id: string, by: -1 | 1, ties: boolean): Places {
  const settled = settle(places);
  const at = settled.findIndex((place) => place.includes(id));
  const here = settled[at];
  if (!here) return settled;
  const rest = here.filter((one) => one !== id);
  if (rest.length) {
    const own = by < 0 ? [[id], rest] : [rest, [id]];
    return [...settled.slice(0, at), ...own, ...settled.slice(at + 1)];
  }
  const neighbour = settled[at + by];
  if (!neighbour) return settled;
  const next = [...settled];
  if (ties) {
    next[at + by] = [...neighbour, id];
    next.splice(at, 1);
    return next;
  }
  next[at] = neighbour;
  next[at + by] = here;
  return next;
}

/** Puts one into a place of its own before the place `at` (from 0), as dragging does. */
export function insert(places: Places, id: string, at: number): Places {
  const marked = settle(places).map((place, index) => ({ place: place.filter((one) => one !== id), index }));
  const before = marked.filter((one) => one.index < at && one.place.length).map((one) => one.place);
  const after = marked.filter((one) => one.index >= at && one.place.length).map((one) => one.place);
  return [...before, [id], ...after];
}

/** Without empty places. */
export function settle(places: Places): Places {
  return places.filter((place) => place.length);
}

/** Whether all are ranked, each once, tied only where that is allowed. */
export function complete(value: Json, ids: readonly string[], ties: boolean): boolean {
  if (!Array.isArray(value) || !value.every((place) => Array.isArray(place))) return false;
  const flat = (value as Places).flat();
  const proper = (value as Places).every((place) => place.length === 1 || (ties && place.length > 1));
  return proper && flat.length === ids.length && ids.every((id) => flat.includes(id));
}

/** Whether best and worst are there and differ. */
export function completeEnds(value: Json, ids: readonly string[]): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const { best, worst } = value as Ends;
  return best !== undefined && worst !== undefined && best !== worst && ids.includes(best) && ids.includes(worst);
}

function trimmed(places: Places): Places {
  let end = places.length;
  while (end > 0 && !places[end - 1]?.length) end--;
  return places.slice(0, end);
}
