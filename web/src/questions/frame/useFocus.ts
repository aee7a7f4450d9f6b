/** The active question is in view and has the focus, unless something in it has it already. */
import { useEffect, useRef } from "react";

import { writing } from "../../hotkeys/hotkeys";

export function useFocus(block: React.RefObject<HTMLElement | null>, active: boolean): void {
  const fresh = useRef(true);
  useEffect(() => {
    const node = block.current;
    const first = fresh.current;
    fresh.current = false;
    if (!active || !node) return;
    // answers that share one scrolling area come into view with their question
    if (!(first && atTop(node)))
      (node.closest("[data-together] > article") ?? node).scrollIntoView({ block: "nearest" });
    const other = document.activeElement;
    if (node.contains(other)) return;
    // someone who writes in a search or the guidelines is not pulled away
    if (writing(other) && !other?.closest("[data-question]")) return;
    node.focus({ preventScroll: true });
  }, [block, active]);
}

/** On a small screen the record stands above its questions in one scrolling area: a fresh one is read before it is judged. */
function atTop(node: HTMLElement): boolean {
  const desk = node.closest(".work-desk");
  return desk?.scrollTop === 0 && getComputedStyle(desk).overflowY === "auto";
}
