/** What some words find in the project's corpus: the server searches, a moment after the last key. */
import { useEffect, useState } from "react";

import { api, path } from "../../api/client";
import { CORPUS, projectOfCorpus } from "../corpus";
import type { Found } from "./Hits";

interface CorpusHit {
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly score: number;
}

/** A passage of a document that need not be here: `start` and `end` are code points of its text. */
export type CorpusFound = Found & Required<Pick<Found, "corpus">>;

const QUIET = 200;
const MOST = 15;

export function useCorpusSearch(words: string, wanted: boolean): readonly CorpusFound[] {
  const [found, setFound] = useState<{ readonly of: string; readonly hits: readonly CorpusFound[] }>({
    of: "",
    hits: [],
  });
  useEffect(() => {
    if (!wanted || !words) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const query = { q: words.slice(0, 400), limit: MOST };
      api
        .get<{ hits: CorpusHit[] }>(path("/projects/", projectOfCorpus(), "/search"), { query, signal: stop.signal })
        .then(
          ({ hits }) => setFound({ of: words, hits: hits.map(asFound) }),
          () => undefined, // what is in the record is found without the server
        );
    }, QUIET);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [words, wanted]);
  // while the next words are looked up, what the last ones found stays
  return wanted && words ? found.hits : [];
}

function asFound({ id, title, start, end, text, score }: CorpusHit): CorpusFound {
  const document = { id: CORPUS + id, title, text };
  return { hit: { document: -1, from: 0, to: text.length, score }, document, corpus: { start, end } };
}
