/** Documents of a project's corpus, as the server gives them, and what a new text does to the answers that quote them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

import { api, path } from "../../api/client";
import { length, slice } from "../../schema/offsets";

export const PAGE = 50;

export interface Listed {
  readonly id: string;
  readonly title: string;
  readonly characters: number;
}

export interface Hit {
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly text: string;
}

export interface Document {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly url?: string | null;
  readonly lang?: string | null;
  readonly format?: string;
}

export interface Citation {
  readonly record: string;
  readonly title: string;
  readonly person: string;
  readonly stage: string;
  readonly question: string;
  readonly label: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly quote: string | null;
  readonly holds: boolean | null;
}

export interface Report {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly { readonly row: number; readonly id?: string | null; readonly message: string }[];
}

const at = (name: string, ...rest: string[]) => path("/projects/", name, "/corpus", ...rest);
const key = (name: string) => ["project", name, "corpus"] as const;

export const corpusKey = key;

export const listQuery = (name: string, offset: number) =>
  queryOptions({
    queryKey: [...key(name), "list", offset],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.get<{ total: number; documents: Listed[] }>(at(name), { query: { offset, limit: PAGE }, signal }),
  });

export const searchQuery = (name: string, words: string) =>
  queryOptions({
    queryKey: [...key(name), "search", words],
    placeholderData: keepPreviousData,
    enabled: words !== "",
    queryFn: ({ signal }) =>
      api.get<{ hits: Hit[] }>(path("/projects/", name, "/search"), { query: { q: words, limit: PAGE }, signal }),
  });

export const documentQuery = (name: string, id: string) =>
  queryOptions({
    queryKey: [...key(name), "document", id],
    queryFn: ({ signal }) => api.get<Document>(path("/projects/", name, "/corpus/", id), { signal }),
  });

export const citationsQuery = (name: string, id: string) =>
  queryOptions({
    queryKey: [...key(name), "citations", id],
    queryFn: ({ signal }) =>
      api.get<{ citations: Citation[]; more: boolean }>(path("/projects/", name, "/corpus/", id, "/citations"), {
        signal,
      }),
  });

/** Sends documents; one that is there is replaced. */
export function bring(name: string, documents: readonly unknown[]): Promise<Report> {
  return api.post<Report>(at(name), documents);
}

export interface Fates {
  /** Quotes that stand where they stood. */
  readonly stay: number;
  /** Quotes that stand elsewhere in the new text. */
  readonly moved: number;
  /** Quotes that the new text does not have. */
  readonly gone: number;
}

/** What becomes of quotes when the document has this text; null takes the document away. */
export function fates(citations: readonly Citation[], text: string | null): Fates {
  let stay = 0;
  let moved = 0;
  let gone = 0;
  for (const { quote, start, end } of citations) {
    if (quote === null || start === null || end === null) continue;
    if (text !== null && slice(text, start, end) === quote) stay++;
    else if (text?.includes(quote)) moved++;
    else gone++;
  }
  return { stay, moved, gone };
}

export interface Piece {
  readonly text: string;
  readonly cited: boolean;
}

/** A text in pieces: what is quoted, and what is between. */
export function pieces(text: string, citations: readonly Citation[]): Piece[] {
  const places = citations
    .filter((one) => one.holds)
    .map((one) => [one.start ?? 0, one.end ?? 0] as const)
    .sort((a, b) => a[0] - b[0]);
  const found: Piece[] = [];
  let done = 0;
  const add = (from: number, to: number, cited: boolean) => {
    if (to > from) found.push({ text: slice(text, from, to), cited });
  };
  for (const [start, end] of places) {
    if (end <= done) continue;
    add(done, start, false);
    add(Math.max(done, start), end, true);
    done = end;
  }
  add(done, length(text), false);
  return found;
}

const MARKDOWN = /\.(md|markdown)$/i;
const LINES = /\.(jsonl|ndjson)$/i;

/** What a file brings: a document, or one for each of its lines. A line that is no JSON is left to the server to refuse. */
export async function documentsOf(file: File): Promise<unknown[]> {
  const text = await file.text();
  if (LINES.test(file.name)) {
    return text
      .split("\n")
      .filter((line) => line.trim())
      .map(parsed);
  }
  const markdown = MARKDOWN.test(file.name);
  const heading = markdown ? /^#{1,6} +(.+)$/m.exec(text)?.[1]?.trim() : undefined;
  return [
    {
      id: file.name.replaceAll("/", "-"),
      title: heading ?? file.name,
      text,
      ...(markdown ? { format: "markdown" } : {}),
    },
  ];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return line;
  }
}
