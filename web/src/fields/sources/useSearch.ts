/** What some words find in a record's documents. */
import { useDeferredValue, useMemo } from "react";

import type { Found } from "./Hits";
import { Index } from "./passages";
import type { Source } from "./Reading";

export interface Search {
  readonly words: string;
  readonly found: readonly Found[];
}

/** The passages, best first; typing is not held up by them. */
export function useSearch(documents: readonly Source[], typed: string): Search {
  const words = useDeferredValue(typed.trim());
  const needed = words !== "";
  // built when somebody first searches
  const index = useMemo(() => (needed ? new Index(documents) : null), [needed, documents]);
  const found = useMemo(
    () =>
      (words && index ? index.search(words) : []).map((hit) => ({ hit, document: documents[hit.document] as Source })),
    [index, words, documents],
  );
  return { words, found };
}
