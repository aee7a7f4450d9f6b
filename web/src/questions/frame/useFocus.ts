/** The active question is in view and has the focus, unless something in it has it already. */
import { useEffect } from "react";

import { writing } from "../../hotkeys/hotkeys";

export function useFocus(block: React.RefObject<HTMLElement | null>, active: boolean): void {
  useEffect(() => {
    const node = block.current;
    if (!active || !node) return;
    // answers that share one scrolling area come into view with their question
    (node.closest("[data-together] > article") ?? node).scrollIntoView({ block: "nearest" });
    const other = document.activeElement;
    if (node.contains(other)) return;
    // someone who writes in a search or the guidelines is not pulled away
    if (writing(other) && !other?.closest("[data-question]")) return;
    node.focus({ preventScroll: true });
  }, [block, active]);
}
