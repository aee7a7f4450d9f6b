/** The project's own documents, asked of the server. */
import { queryOptions } from "@tanstack/react-query";

import { api, path } from "../../api/client";

/** A passage of a document of the project's. */
export interface CorpusHit {
  readonly document: string;
  readonly title: string;
  readonly url: string | null;
  readonly text: string;
  /** In code points of the document's text. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

interface Found {
  readonly documents: number;
  readonly passages: readonly CorpusHit[];
}

export interface CorpusDocument {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly lang: string | null;
  readonly text: string;
}

/** The passages for some words; without words, how many documents there are. */
export const corpusQuery = (project: string | undefined, words: string) =>
  queryOptions({
    queryKey: ["project", project ?? "", "corpus", words],
    enabled: project !== undefined,
    staleTime: 5 * 60_000,
    queryFn: ({ signal }) =>
      api.get<Found>(path("/projects/", project ?? "", "/corpus/search"), { query: { q: words, limit: 20 }, signal }),
  });

export const documentQuery = (project: string | undefined, id: string | undefined) =>
  queryOptions({
    queryKey: ["project", project ?? "", "corpus", "document", id ?? ""],
    enabled: project !== undefined && id !== undefined,
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      api.get<CorpusDocument>(path("/projects/", project ?? "", "/corpus/", id ?? ""), { signal }),
  });
