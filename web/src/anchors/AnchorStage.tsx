/** The stage around a record and its questions: hears selections in the texts, and holds what questions draw in them. */
import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

import type { Resolve } from "./anchor";
import type { Layer } from "./layers";
import { Overlay } from "./Overlay";
import { positionAt } from "./sight";
import { Stage } from "./stage";

import "./anchors.css";
import "./hotkeys";

const StageContext = createContext<Stage | null>(null);
const DepthContext = createContext(0);

/** What is drawn by questions inside goes before what questions around them draw. */
export function Inner({ children }: { children: ReactNode }) {
  return <DepthContext value={useContext(DepthContext) + 1}>{children}</DepthContext>;
}

/** The stage that one stands on; null outside of any. */
export function useStage(): Stage | null {
  return useContext(StageContext);
}

/** Puts a question's layer on the stage while it is mounted. `key` is unique on the page. */
export function useLayer(key: string, layer: Omit<Layer, "depth">): void {
  const stage = useStage();
  const depth = useContext(DepthContext);
  useLayoutEffect(() => stage?.setLayer(key, { ...layer, depth }));
  useLayoutEffect(() => () => stage?.setLayer(key, undefined), [stage, key]);
}

interface Props {
  readonly resolve: Resolve;
  readonly children: ReactNode;
}

export function AnchorStage({ resolve, children }: Props) {
  const [stage] = useState(() => new Stage());
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => stage.setResolve(resolve), [stage, resolve]);
  useLayoutEffect(() => (root.current ? stage.attach(root.current) : undefined), [stage]);
  useSelections(stage);
  return (
    <StageContext value={stage}>
      <div ref={root} className="anchor-stage">
        {children}
      </div>
      <Overlay stage={stage} />
    </StageContext>
  );
}

/** A touch selection is taken when it has stood still for so long. */
const STILL = 350;
/** What in a text has a meaning of its own for a click. */
const OWN_CLICK = "a, button, summary, input, select, textarea, label, [data-question], [data-anchor-menu]";

function useSelections(stage: Stage): void {
  useEffect(() => {
    let down = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isOutside = (target: EventTarget | null) =>
      !(target instanceof Node) ||
      !stage.root?.contains(target) ||
      (target instanceof Element && target.closest(OWN_CLICK));
    const take = (more: boolean) => {
      const selection = document.getSelection();
      return selection !== null && !selection.isCollapsed && stage.select(selection, more);
    };
    const press = (event: PointerEvent) => {
      down = true;
      if (!(event.target instanceof Element && event.target.closest("[data-anchor-menu]"))) clearTimeout(timer);
    };
    const release = (event: PointerEvent) => {
      down = false;
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest("[data-anchor-menu]"))) return;
      // the browser settles the selection after the release
      setTimeout(() => {
        if (take(event.ctrlKey || event.metaKey)) return;
        if (isOutside(event.target)) return stage.drop();
        const found = positionAt(event.clientX, event.clientY);
        if (found) stage.click(found.node, found.offset);
        else stage.drop();
      });
    };
    const change = () => {
      clearTimeout(timer);
      if (!down) timer = setTimeout(() => void (down || take(false)), STILL);
    };
    const move = () => stage.moved();
    document.addEventListener("pointerdown", press);
    document.addEventListener("pointerup", release);
    document.addEventListener("selectionchange", change);
    window.addEventListener("scroll", move, { capture: true, passive: true });
    window.addEventListener("resize", move);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerdown", press);
      document.removeEventListener("pointerup", release);
      document.removeEventListener("selectionchange", change);
      window.removeEventListener("scroll", move, { capture: true });
      window.removeEventListener("resize", move);
    };
  }, [stage]);
}
