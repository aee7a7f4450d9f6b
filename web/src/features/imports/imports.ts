/** What the server knows of files on their way in, and how they get there: all of them one after the other, in parts. */
import { api, path } from "../../api/client";
import { Offline } from "../../api/problem";
import type { Fault } from "../../api/shapes";
import type { Shown } from "../builder/useChecked";

/** A file with the name that it is told by; one of a folder has the folder's before it. */
export interface Named {
  readonly name: string;
  readonly file: File;
}

interface Upload {
  readonly id: string;
  readonly size: number;
  readonly got: number;
}

export interface Kind {
  readonly format: string | null;
  readonly title: string;
  readonly why: string;
  readonly files: number;
  readonly names: readonly string[];
  readonly fit: number;
  readonly refused: number;
}

export interface Target {
  readonly name: string;
  readonly title: string;
  readonly required: boolean;
  readonly several: boolean;
}

export interface Lost extends Fault {
  readonly file: string;
  readonly row: number;
  readonly id?: string | null;
}

export type Mapping = Readonly<Record<string, string>>;
export type What = "records" | "responses";

/** How the files are to be read; null is what the server thinks best. */
export interface How {
  readonly format: string;
  readonly mapping: Mapping | null;
  readonly what: What | "auto";
}

export const AS_IT_IS: How = { format: "auto", mapping: null, what: "auto" };

export interface Looked {
  readonly what: What;
  readonly files: number;
  readonly size: number;
  readonly complete: boolean;
  readonly kinds: readonly Kind[];
  readonly formats: readonly { readonly name: string; readonly title: string }[];
  readonly columns: readonly { readonly name: string; readonly examples: readonly string[] }[];
  readonly targets: readonly Target[];
  readonly mapping: Mapping;
  readonly records: readonly Shown[];
  readonly fit: number;
  readonly refused: number;
  readonly faults: readonly Lost[];
  readonly responses: number;
  readonly kept: readonly Kept[];
  readonly mended: Readonly<Record<string, number>>;
}

export interface Kept {
  readonly what: What | "suggestions";
  readonly question: string;
  readonly why: string;
  readonly count: number;
}

interface Counts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What came of an import. */
export interface Result extends Counts {
  readonly refused: number;
  readonly faults: readonly Lost[];
  readonly responses: Counts | null;
  readonly kept: readonly Kept[];
  readonly mended: Readonly<Record<string, number>>;
}

const PART = 4 * 1024 * 1024;
const WAIT = 1_000; // milliseconds without a connection before a part is sent again
const TRIES = 60;

/** The address of a project's uploads, or of one. */
export const there = (project: string, upload?: string) =>
  path("/projects/", project, "/uploads") + (upload ? path("/", upload) : "");

/** Sends files; `told` hears how many bytes are there. Its address name, once all are. */
export async function send(
  project: string,
  files: readonly Named[],
  told: (got: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const about = files.map(({ name, file }) => ({ name, size: file.size }));
  let upload = await api.post<Upload>(there(project), { files: about }, { signal });
  const whole = new Blob(files.map(({ file }) => file));
  let tries = 0;
  while (upload.got < upload.size) {
    const { id, got } = upload;
    try {
      upload = await api.put<Upload>(`${there(project, id)}/content`, whole.slice(got, got + PART), {
        query: { offset: got },
        headers: { "Content-Type": "application/octet-stream" },
        signal,
      });
      tries = 0;
    } catch (error) {
      tries += 1;
      if (!(error instanceof Offline) || tries > TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT));
      signal.throwIfAborted();
    }
    told(upload.got);
  }
  return upload.id;
}

/** The files of an input; of a folder, without what is hidden. */
export function chosen(list: FileList | null): Named[] {
  return [...(list ?? [])]
    .map((file) => ({ name: file.webkitRelativePath || file.name, file }))
    .filter(({ name, file }) => !name.includes("/") || !file.name.startsWith("."));
}

/** What was dropped: files, and those in folders. */
export async function dropped(transfer: DataTransfer): Promise<Named[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = chosen(transfer.files);
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found = await Promise.all(entries.map((entry) => (entry ? within(entry, "") : [])));
  return found.flat();
}

async function within(entry: FileSystemEntry, before: string): Promise<Named[]> {
  const name = before + entry.name;
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  all.sort((a, b) => (a.name < b.name ? -1 : 1));
  const inside = await Promise.all(all.map((one) => within(one, `${name}/`)));
  return inside.flat();
}
