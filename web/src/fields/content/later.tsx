/** A component whose code comes when it is first needed, or before: once it is there it is shown at once, without a gap. */
import { use, type ComponentType } from "react";

export interface Later<P> {
  readonly Component: ComponentType<P>;
  /** Loads the code. */
  readonly load: () => Promise<void>;
}

/** `later(() => import("./Markdown").then((one) => one.default))`. */
export function later<P extends object>(get: () => Promise<ComponentType<P>>): Later<P> {
  let Found: ComponentType<P> | undefined;
  let coming: Promise<void> | undefined;
  const load = () => {
    coming ??= get().then(
      (found) => void (Found = found),
      (error: unknown) => {
        coming = undefined; // a lost connection is no reason not to try again
        throw error;
      },
    );
    return coming;
  };
  function Component(props: P) {
    if (!Found) use(load());
    return Found ? <Found {...props} /> : null;
  }
  return { Component, load };
}
