/**
 * Listens to the keyboard once and gives each press to the innermost part of the page that wants it.
 *
 * Presses in text fields and while composing (IME) are left alone, except those with a modifier, `esc`, and what the field
 * lets go (`data-free`).
 */
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";

import { matches, names, pressed } from "./keys";
import { action } from "./registry";

/** What to do on a press; `false` says "not mine now", and the press goes on to the next layer. */
export type Handler = (press: string, event: KeyboardEvent) => void | boolean;
export type Handlers = Readonly<Record<string, Handler>>;

interface Layer {
  readonly scope: string;
  readonly level: number;
  readonly handlers: () => Handlers;
}

interface Board {
  readonly add: (layer: Layer) => () => void;
  readonly act: (id: string) => void;
}

const BoardContext = createContext<Board | null>(null);
// apart from the board: every press can change them, and only the help sheet wants to know
const ScopesContext = createContext<readonly string[]>([]);
const DepthContext = createContext(0);

/** How much further up what lies within another part of the page hears a press. */
const DEEPER = 12;

/** Its children lie within something that has keys of its own, and hear a press before it. */
export function Deeper({ children }: { children: ReactNode }) {
  return <DepthContext value={useContext(DepthContext) + DEEPER}>{children}</DepthContext>;
}

/** Whether a key press belongs to a text field. */
export function writing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return (
    target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range", "submit"].includes(target.type)
  );
}

/** Whether a text field has no use for a press now, and says so (`data-free="enter"`). */
function lets(target: EventTarget | null, press: string): boolean {
  return target instanceof HTMLElement && (target.dataset.free ?? "").split(" ").includes(press);
}

function offer(layers: readonly Layer[], event: KeyboardEvent): void {
  if (names(event).some((press) => takes(layers, press, event))) event.preventDefault();
}

function takes(layers: readonly Layer[], press: string, event: KeyboardEvent): boolean {
  for (const layer of layers) {
    for (const [id, handler] of Object.entries(layer.handlers())) {
      if (!action(id).keys.some((pattern) => matches(pattern, press))) continue;
      if (handler(press, event) !== false) return true;
    }
  }
  return false;
}

interface BoardProps {
  readonly children: ReactNode;
  /** The part of the page whose presses it hears; all of it where none is named. */
  readonly within?: React.RefObject<HTMLElement | null>;
}

/** Holds the keyboard for the pages inside. */
export function HotkeyBoard({ children, within }: BoardProps) {
  const layers = useRef<Layer[]>([]);
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [board] = useState<Board>(() => ({
    add: (layer) => {
      layers.current = [...layers.current, layer].sort((a, b) => b.level - a.level);
      setScopes(layers.current.map((one) => one.scope));
      return () => {
        layers.current = layers.current.filter((one) => one !== layer);
        setScopes(layers.current.map((one) => one.scope));
      };
    },
    act: (id) => {
      const press = action(id).keys[0] ?? "";
      const event = new KeyboardEvent("keydown", { key: press });
      layers.current.some((layer) => {
        const handler = layer.handlers()[id];
        return handler !== undefined && handler(press, event) !== false;
      });
    },
  }));
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.key === "Process") return;
      if (within && !within.current?.contains(event.target as Node)) return;
      const free = event.ctrlKey || event.metaKey || event.key === "Escape";
      if (writing(event.target) && !free && !lets(event.target, pressed(event))) return;
      // a dialog holds its own keys; only what its own layers ask for reaches them
      offer(layers.current, event);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [within]);
  return (
    <BoardContext value={board}>
      <ScopesContext value={scopes}>{children}</ScopesContext>
    </BoardContext>
  );
}

/** Handles a scope's actions while mounted and `active`; higher levels hear a press first. */
export function useHotkeys(scope: string, handlers: Handlers, { active = true, level = 0 } = {}): void {
  const board = useContext(BoardContext);
  const add = board?.add;
  const height = useContext(DepthContext) + level;
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    if (!add || !active) return;
    return add({ scope, level: height, handlers: () => latest.current });
  }, [add, scope, height, active]);
}

/** `act(id)` does for the mouse what the action's key would do now. */
export function useAct(): (id: string) => void {
  return useContext(BoardContext)?.act ?? (() => undefined);
}

/** The scopes that hear keys now, for the help sheet. */
export function useScopes(): readonly string[] {
  return useContext(ScopesContext);
}
