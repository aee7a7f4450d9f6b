/** A part of a page that the first record does not wait for: fetched once the page is quiet, or at once when it is asked for. */
import { useCallback, useEffect, useState, type ComponentType } from "react";

/** How long after a page is there its later parts are fetched, so that they are there when the line is lost. */
const QUIET = 2_000;

/** The part, once somebody asked for it and it came, and how to ask for it; `get` must be the same at each call. */
export function useLater<P>(get: () => Promise<ComponentType<P>>): readonly [ComponentType<P> | undefined, () => void] {
  const [Found, setFound] = useState<ComponentType<P> | undefined>(undefined);
  useEffect(() => {
    // a lost connection is no reason not to try again when it is asked for
    const timer = setTimeout(() => void get().catch(() => undefined), QUIET);
    return () => clearTimeout(timer);
  }, [get]);
  const ask = useCallback(() => {
    get().then(
      (found) => setFound(() => found),
      () => undefined,
    );
  }, [get]);
  return [Found, ask];
}
