/**
 * The documents of the project's corpus that this page has at hand: fetched when one is opened, or when an answer points
 * into one (`field/corpus:ID`).
 */
import { api, path } from "../api/client";
import { Problem } from "../api/problem";

/** Begins the id of an element that is a document of the corpus. */
export const CORPUS = "corpus:";

export interface CorpusDocument {
  /** With `corpus:` before it. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url?: string;
  readonly format?: "plain" | "markdown" | "html" | "code";
}

let project = "";
let version = 0;
const kept = new Map<string, CorpusDocument | null>();
const coming = new Map<string, Promise<CorpusDocument | null>>();
const listeners = new Set<() => void>();

/** Whose documents these are; another project's are let go. */
export function corpusOf(name: string): void {
  if (name === project) return;
  project = name;
  kept.clear();
  coming.clear();
}

export function projectOfCorpus(): string {
  return project;
}

/** A document that is at hand; undefined while it comes (it is asked for), null where there is none. */
export function corpusDocument(id: string): CorpusDocument | null | undefined {
  if (!kept.has(id)) void fetchDocument(id);
  return kept.get(id);
}

/** The document, once it is here. */
export function fetchDocument(id: string): Promise<CorpusDocument | null> {
  const found = coming.get(id);
  if (found) return found;
  const at = path("/projects/", project, "/corpus/", id.slice(CORPUS.length));
  const made = api.get<CorpusDocument>(at).then(
    (document) => keep(id, { ...document, id }),
    (error: unknown) => {
      coming.delete(id); // without a connection it may be asked for again
      return error instanceof Problem ? keep(id, null) : null;
    },
  );
  coming.set(id, made);
  return made;
}

function keep(id: string, document: CorpusDocument | null): CorpusDocument | null {
  kept.set(id, document);
  version++;
  listeners.forEach((listener) => listener());
  return document;
}

export const corpusStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  version: () => version,
};
