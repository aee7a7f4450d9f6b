/**
 * A file's rows as records, while it is read: JSON Lines, CSV, or a JSON list. A row that is a record passes; of any other the
 * columns called like fields become values, `id`, `lang`, `group`, `gold` and `meta` stay what they are, and the rest goes to meta.
 */
import type { Json } from "../../api/shapes";

export type Row = Readonly<Record<string, Json>>;

/** A row with the number by which its file knows it, or why it is none. */
export interface Read {
  readonly number: number;
  readonly row?: Row;
  readonly fault?: "json" | "object" | "cells" | "id";
}

const OWN = ["id", "lang", "group", "gold", "meta"];

/** As the command line writes a row down to name it by what it holds. */
function written(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value as Row).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${parts.map(([name, part]) => `${written(name)}: ${written(part)}`).join(", ")}}`;
  }
  const ascii = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, ascii);
}

/**
 * The row's own id, else a name made of what it holds, the same as `accord import` makes; undefined where the browser makes none
 * (over plain HTTP from another machine).
 */
async function idOf(row: Row): Promise<string | undefined> {
  if ((typeof row.id === "string" && row.id) || typeof row.id === "number")
    return String(row.id).replaceAll("/", "%2F");
  const { subtle } = crypto as { subtle?: SubtleCrypto };
  if (!subtle) return undefined;
  const hash = new Uint8Array(await subtle.digest("SHA-256", new TextEncoder().encode(written(row))));
  return `row-${[...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** The record that a row is; undefined where it has no id and none can be made. */
export async function recordOf(row: Row, fields: readonly string[]): Promise<Row | undefined> {
  const id = await idOf(row);
  if (id === undefined) return undefined;
  const whole = typeof row.values === "object" && row.values !== null && !Array.isArray(row.values);
  if (whole) return "id" in row ? row : { id, ...row };
  const values: Record<string, Json> = {};
  const own: Record<string, Json> = {};
  const meta: Record<string, Json> = {};
  for (const [name, value] of Object.entries(row)) {
    if (fields.includes(name)) values[name] = value;
    else if (OWN.includes(name)) own[name] = value;
    else meta[name] = value;
  }
  const said = own.meta;
  if (typeof said === "object" && said !== null && !Array.isArray(said)) Object.assign(meta, said);
  return {
    ...own,
    id,
    values,
    ...(Object.keys(meta).length ? { meta } : {}),
  };
}

function parsed(number: number, text: string): Read {
  try {
    const row = JSON.parse(text) as Json;
    if (typeof row !== "object" || row === null || Array.isArray(row)) return { number, fault: "object" };
    return { number, row };
  } catch {
    return { number, fault: "json" };
  }
}

const PIECE = 65_536; // letters

type Texts = AsyncIterable<string>;

/** Text of a file piece by piece; `told` hears how many bytes are behind. */
export async function* texts(file: Blob, told: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8");
  const reader = file.stream().getReader();
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    // a piece of a file is megabytes: cut, so that it can be told how far it is
    const text = decoder.decode(value, { stream: true });
    for (let at = 0; at < text.length; at += PIECE) {
      yield text.slice(at, at + PIECE);
      told(bytes + Math.round((value.byteLength * Math.min(at + PIECE, text.length)) / text.length));
    }
    bytes += value.byteLength;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** JSON Lines: one object a line, numbered by lines. */
export async function* jsonLines(from: Texts): AsyncGenerator<Read> {
  let rest = "";
  let number = 0;
  for await (const text of from) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number += 1;
      if (line.trim()) yield parsed(number, line);
    }
  }
  if (rest.trim()) yield parsed(number + 1, rest);
}

/** A JSON list of objects, read whole. */
export async function* jsonList(from: Texts): AsyncGenerator<Read> {
  let whole = "";
  for await (const text of from) whole += text;
  let list: Json;
  try {
    list = JSON.parse(whole) as Json;
  } catch {
    yield { number: 1, fault: "json" };
    return;
  }
  for (const [at, row] of (Array.isArray(list) ? list : [list]).entries()) {
    const right = typeof row === "object" && row !== null && !Array.isArray(row);
    yield right ? { number: at + 1, row: row as Row } : { number: at + 1, fault: "object" };
  }
}

/** CSV (RFC 4180): the first row names the columns; rows are numbered as spreadsheets do, the header being 1. */
export async function* csv(from: Texts): AsyncGenerator<Read> {
  let head: string[] | undefined;
  let number = 0;
  for await (const cells of csvRows(from)) {
    number += 1;
    if (!head) head = cells.map((one, at) => (at ? one : one.replace(/^\uFEFF/, "")));
    else if (cells.length !== head.length) yield { number, fault: "cells" };
    else yield { number, row: Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ""])) };
  }
}

async function* csvRows(from: Texts): AsyncGenerator<string[]> {
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let closed = false; // behind a closing quote: another one is a quote within
  for await (const text of from) {
    for (const sign of text) {
      if (quoted && !closed) {
        if (sign === '"') closed = true;
        else cell += sign;
      } else if (closed && sign === '"') {
        cell += sign;
        closed = false;
      } else if (sign === '"' && cell === "" && !quoted) {
        quoted = true;
      } else if (sign === ",") {
        cells.push(cell);
        [cell, quoted, closed] = ["", false, false];
      } else if (sign === "\n") {
        cells.push(cell);
        if (cells.length > 1 || cells[0]) yield cells;
        [cells, cell, quoted, closed] = [[], "", false, false];
      } else if (sign !== "\r") {
        cell += sign;
      }
    }
  }
  if (cell || cells.length) yield [...cells, cell];
}

/** The rows of a file by its name: `.csv`, `.json`, otherwise JSON Lines. */
export function rowsOf(file: File, told: (bytes: number) => void): AsyncGenerator<Read> {
  const from = texts(file, told);
  if (/\.csv$/i.test(file.name)) return csv(from);
  return /\.json$/i.test(file.name) ? jsonList(from) : jsonLines(from);
}
