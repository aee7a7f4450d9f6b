/** Whether this work is open in another tab, which would answer the same records. */
import { useEffect, useState } from "react";

export function useOtherTab(name: string): boolean {
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (!("locks" in navigator)) return; // only on secure origins and loopback; the server refuses doubles in any case
    const ended = new AbortController();
    const held = new Promise<void>((resolve) => ended.signal.addEventListener("abort", () => resolve()));
    const lock = `accord.${name}`;
    const take = async () => {
      const free = await navigator.locks.request(lock, { ifAvailable: true }, async (got) => {
        if (!got) return false;
        setOther(false);
        await held;
        return true;
      });
      if (free || ended.signal.aborted) return;
      setOther(true);
      await navigator.locks.request(lock, { signal: ended.signal }, () => {
        setOther(false);
        return held;
      });
    };
    take().catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === "AbortError")) throw error;
    });
    return () => ended.abort();
  }, [name]);
  return other;
}
