/**
 * Text that is not in the page: what a long list keeps out of it, what is folded.
 *
 * Whoever keeps something out (`useKeeper`) hears when a place is wanted and brings it in. Who wants to show a place asks
 * (`ask`) and looks again when the page has changed, for what came in may keep something in its turn; `bring` does both.
 */
import { useEffect, useRef, type RefObject } from "react";

const WANTED = "accord:wanted";
const PATIENCE = 90; // frames

/** A place that is to be shown: a reference and, within its text, a position in UTF-16 units. */
export interface Wanted {
  readonly at: string;
  readonly offset?: number | undefined;
}

/** The attribute of an element that keeps something out. */
export const keeper = { "data-keeps": "" } as const;

/** Asks all keepers in a part of the page for a place. */
export function ask(root: ParentNode, wanted: Wanted): void {
  for (const one of root.querySelectorAll("[data-keeps]")) {
    one.dispatchEvent(new CustomEvent<Wanted>(WANTED, { detail: wanted }));
  }
}

/** Hears what is wanted; the element must carry `keeper`. */
export function useKeeper(place: RefObject<HTMLElement | null>, onWanted: (wanted: Wanted) => void): void {
  const latest = useRef(onWanted);
  useEffect(() => {
    latest.current = onWanted;
  });
  useEffect(() => {
    const node = place.current;
    if (!node) return;
    const hear = (event: Event) => latest.current((event as CustomEvent<Wanted>).detail);
    node.addEventListener(WANTED, hear);
    return () => node.removeEventListener(WANTED, hear);
  }, [place]);
}

/** The reference of the place that an element stands in. */
export function placeAround(element: Element | null): string | undefined {
  return element?.closest<HTMLElement>("[data-at]")?.dataset.at;
}

/** The element that shows a place, at a position of its text if one is given; null while it is not in the page. */
export function shownAt(root: ParentNode, { at, offset }: Wanted): HTMLElement | null {
  const found = root.querySelector<HTMLElement>(`[data-at="${CSS.escape(at)}"]`);
  if (!found || offset === undefined) return found;
  for (const run of found.querySelectorAll<HTMLElement>("[data-from]")) {
    const from = Number(run.dataset.from);
    const to = run.dataset.to === undefined ? from + (run.textContent ?? "").length : Number(run.dataset.to);
    if (from <= offset && offset < to && placeAround(run) === at) return run;
  }
  return null;
}

/** Brings a place into the page and into view; false when nobody has it, or it is not text. */
export async function bring(root: ParentNode, wanted: Wanted): Promise<boolean> {
  let found = shownAt(root, wanted);
  for (let frame = 0; !found && frame < PATIENCE; frame++) {
    if (frame % 5 === 0) ask(root, wanted);
    await new Promise(requestAnimationFrame);
    found = shownAt(root, wanted);
  }
  const exact = found !== null;
  found ??= shownAt(root, { at: wanted.at });
  found?.scrollIntoView({ block: "center" });
  return exact;
}
