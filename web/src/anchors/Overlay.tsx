/** What stands over the texts while something is selected: the caret, the menu, and the words for a screen reader. */
import { useSyncExternalStore } from "react";

import { CaretKeys } from "./CaretKeys";
import { Menu } from "./Menu";
import type { Stage } from "./stage";

export function Overlay({ stage }: { stage: Stage }) {
  const state = useSyncExternalStore(stage.subscribe, stage.snapshot);
  const { picked, menu, said, refused } = state;
  const caret = picked?.by === "keys" ? stage.caretRect() : null;
  return (
    <>
      <CaretKeys stage={stage} picked={picked} />
      {caret && (
        <div
          className="anchor-caret"
          style={{ left: caret.left - 1, top: caret.top, height: caret.height }}
          aria-hidden="true"
        />
      )}
      {(menu || refused) && <Menu stage={stage} state={state} />}
      <p className="hidden" role="status" aria-live="polite">
        {said}
      </p>
    </>
  );
}
