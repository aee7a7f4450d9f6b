/** Options as an outline: one a line, what is under another further in, what it means after a colon. */
import type { Json } from "../../api/shapes";

export interface Branch {
  readonly value: string;
  readonly help: string;
  readonly options: readonly Branch[];
}

const KEYS = new Set(["value", "help", "options"]);

/** What a parameter lists, as an outline; null where it says what an outline cannot: titles, `from`. */
export function outlineOf(value: Json | undefined): Branch[] | null {
  const found = branches(value ?? []);
  return found && JSON.stringify(readOutline(writeOutline(found))) === JSON.stringify(found) ? found : null;
}

/** The outline as text. */
export function writeOutline(all: readonly Branch[], depth = 0): string {
  return all
    .map((one) => {
      const own = "  ".repeat(depth) + one.value + (one.help ? `: ${one.help}` : "");
      return one.options.length ? `${own}\n${writeOutline(one.options, depth + 1)}` : own;
    })
    .join("\n");
}

interface Growing {
  readonly value: string;
  readonly help: string;
  readonly options: Growing[];
}

/** The outline that a text is; a line that is further in than the one before is under it. */
export function readOutline(text: string): Branch[] {
  const top: Growing[] = [];
  const open: { readonly indent: number; readonly options: Growing[] }[] = [{ indent: -1, options: top }];
  for (const line of text.split("\n").filter((one) => one.trim())) {
    const indent = /^[ \t]*/.exec(line)?.[0].replaceAll("\t", "  ").length ?? 0;
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const [, name = "", help = ""] = /^(.*?)(?:: +(.*))?$/.exec(line.trim()) ?? [];
    const one: Growing = { value: name.trim(), help: help.trim(), options: [] };
    open.at(-1)?.options.push(one);
    open.push({ indent, options: one.options });
  }
  return top;
}

/** The outline as the project says it: names, a mapping of names to what is under them, or objects where one has a help. */
export function asOptions(all: readonly Branch[], before: Json | undefined): Json {
  const objects = Array.isArray(before) && before.some((one) => one !== null && typeof one === "object");
  return nests(all) && !objects && !explains(all) ? mapping(all) : list(all);
}

function branches(value: Json): Branch[] | null {
  const found = Array.isArray(value)
    ? value.map(branch)
    : value !== null && typeof value === "object" && !("from" in value)
      ? Object.entries(value).map(([name, below]) => under(name, "", below))
      : [null];
  return found.every((one) => one !== null) ? found : null;
}

function branch(one: Json): Branch | null {
  if (typeof one === "string" || typeof one === "number") return under(String(one), "", null);
  if (one === null || typeof one !== "object" || Array.isArray(one)) return null;
  const { value, help = "", options = null } = one;
  if (Object.keys(one).some((key) => !KEYS.has(key)) || typeof help !== "string") return null;
  return typeof value === "string" || typeof value === "number" ? under(String(value), help, options) : null;
}

function under(value: string, help: string, below: Json): Branch | null {
  const options = below === null ? [] : branches(below);
  return options && { value, help, options };
}

function nests(all: readonly Branch[]): boolean {
  return all.some((one) => one.options.length > 0);
}

function explains(all: readonly Branch[]): boolean {
  return all.some((one) => one.help !== "" || explains(one.options));
}

function mapping(all: readonly Branch[]): Json {
  return Object.fromEntries(
    all.map((one): [string, Json] => [
      one.value,
      one.options.length ? (nests(one.options) ? mapping(one.options) : list(one.options)) : null,
    ]),
  );
}

function list(all: readonly Branch[]): Json {
  return all.map((one): Json => {
    if (!one.help && !one.options.length) return one.value;
    return {
      value: one.value,
      ...(one.help ? { help: one.help } : {}),
      ...(one.options.length ? { options: list(one.options) } : {}),
    };
  });
}
