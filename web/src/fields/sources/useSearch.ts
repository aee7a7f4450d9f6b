/** What some words find, in the record and in the project's documents. */
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useMemo, useState } from "react";

import { corpusQuery } from "./corpus";
import type { Found } from "./Hits";
import { Index } from "./passages";
import type { Source } from "./Reading";

export interface Search {
  readonly words: string;
  readonly found: readonly Found[];
  readonly waiting: boolean;
  readonly error: Error | null;
  /** How many documents the project has. */
  readonly corpus: number;
}

/** The record's own passages come at once, the project's when the server has answered. */
export function useSearch(documents: readonly Source[], project: string | undefined, typed: string): Search {
  const words = useDeferredValue(typed.trim());
  const settled = useSettled(words);
  const needed = words !== "";
  // built when somebody first searches
  const index = useMemo(() => (needed ? new Index(documents) : null), [needed, documents]);
  const own = useMemo(() => (words && index ? index.search(words) : []), [index, words]);
  const stock = useQuery(corpusQuery(project, ""));
  const corpus = stock.data?.documents ?? 0;
  const theirs = useQuery({ ...corpusQuery(project, settled), enabled: corpus > 0 && settled !== "" });
  const found: Found[] = [
    ...own.map((hit): Found => ({ of: "record", hit, document: documents[hit.document] as Source })),
    ...(settled === words ? (theirs.data?.passages ?? []) : []).map((hit): Found => ({ of: "corpus", hit })),
  ];
  return { words, found, waiting: corpus > 0 && (settled !== words || theirs.isFetching), error: theirs.error, corpus };
}

/** A text once it has not changed for a moment: nobody asks the server at every letter. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
