/** The changes between two texts: at once where they are short, from a worker where they are long. */
import { useEffect, useMemo, useState } from "react";

import { changesOf, isLong, type Change } from "./changes";

const AFTER = 300;

interface Found {
  readonly after: string;
  readonly changes: readonly Change[];
}

/** Null while a long comparison is under way. */
export function useChanges(before: string, after: string, lang: string | undefined): readonly Change[] | null {
  const long = isLong(before, after);
  const short = useMemo(() => (long ? null : changesOf(before, after, lang)), [long, before, after, lang]);
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!long) return;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = (event: MessageEvent<{ changes: Change[] }>) => setFound({ after, changes: event.data.changes });
    const timer = setTimeout(() => worker.postMessage({ id: 0, before, after, lang }), AFTER);
    return () => {
      clearTimeout(timer);
      worker.terminate();
    };
  }, [long, before, after, lang]);
  return short ?? (found?.after === after ? found.changes : null);
}
