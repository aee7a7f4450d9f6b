/** How a person likes to read: typeface, size, spacing. Remembered in this browser, set as attributes on the page's root. */
import { useSyncExternalStore } from "react";

export interface Look {
  readonly read: "serif" | "sans";
  readonly size: "small" | "medium" | "large";
  readonly density: "comfortable" | "compact";
}

const KEY = "accord.look";
const DEFAULT: Look = { read: "serif", size: "medium", density: "comfortable" };
const listeners = new Set<() => void>();
let current = stored();

function stored(): Look {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Look>) };
  } catch {
    return DEFAULT; // unreadable or forbidden storage: the defaults are fine
  }
}

/** Writes the look on the root element. */
export function applyLook(): void {
  for (const [name, value] of Object.entries(current)) document.documentElement.setAttribute(`data-${name}`, value);
}

/** Changes a part of the look. */
export function setLook(part: Partial<Look>): void {
  current = { ...current, ...part };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } finally {
    applyLook();
    listeners.forEach((listener) => listener());
  }
}

/** The look now. */
export function useLook(): Look {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
