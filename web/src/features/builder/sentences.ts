/** What differs between two versions, told in sentences. */
import type { Json } from "../../api/shapes";
import { objectOf } from "./editing";
import { pathOf } from "./source";
import { t, type Key } from "./words";

export interface Change {
  readonly pointer: string;
  readonly what: "added" | "removed" | "changed" | "moved";
  readonly before: Json;
  readonly after: Json;
}

const NOUN: Readonly<Record<string, Key>> = {
  fields: "builder.aField",
  questions: "builder.aQuestion",
  stages: "builder.aStage",
};

/** One difference as one or more sentences. */
export function sentences({ pointer, what, before, after }: Change): string[] {
  const [part = "", name, key] = pathOf(pointer);
  if (what === "moved") return [t("builder.sayMoved", { part, names: named(after).join(", ") })];
  const noun = NOUN[part];
  if (!noun || name === undefined) return valued(part.replaceAll("_", " "), "", before, after);
  if (key === undefined) {
    const [was, is] = [objectOf(before).type, objectOf(after).type].map((one) => (one == null ? "" : String(one)));
    const words = { noun: t(noun), name, was: was ?? "", is: is ?? "" };
    if (what === "changed") return [t("builder.sayType", words)];
    const type = (what === "added" ? is : was) ?? "";
    return [t(what === "added" ? "builder.sayNew" : "builder.sayGone", { ...words, type: type && ` (${type})` })];
  }
  if (part === "questions" && key === "required" && typeof after === "boolean")
    return [t(after ? "builder.sayNeeded" : "builder.sayFree", { name })];
  if (part === "questions" && key === "required" && after === null) return [t("builder.sayNeeded", { name })];
  const [was, is] = [listed(before), listed(after)];
  if (was && is) return lists(name, key.replaceAll("_", " "), was, is);
  return valued(key.replaceAll("_", " "), `${name}: `, before, after);
}

/** Lists of names: which came, which went, which are said in other words, or only their order. */
function lists(name: string, key: string, was: ReadonlyMap<string, Json>, is: ReadonlyMap<string, Json>): string[] {
  const came = [...is.keys()].filter((one) => !was.has(one));
  const went = [...was.keys()].filter((one) => !is.has(one));
  const reworded = [...is.keys()].filter(
    (one) => was.has(one) && JSON.stringify(was.get(one)) !== JSON.stringify(is.get(one)),
  );
  const words = { name, key };
  const out = [
    ...(came.length ? [t("builder.sayCame", { ...words, names: came.join(", ") })] : []),
    ...(went.length ? [t("builder.sayWent", { ...words, names: went.join(", ") })] : []),
    ...reworded.map((one) => {
      const title = objectOf(is.get(one)).title;
      return typeof title === "string" && title !== objectOf(was.get(one)).title
        ? t("builder.sayCalled", { ...words, one, title })
        : t("builder.sayReworded", { ...words, one });
    }),
  ];
  return out.length ? out : [t("builder.sayOrder", words)];
}

function valued(key: string, of: string, before: Json, after: Json): string[] {
  const words = { of, key, was: short(before), is: short(after) };
  if (typeof after === "boolean" && (before === null || typeof before === "boolean"))
    return [t(after ? "builder.sayOn" : "builder.sayOff", words)];
  if (before === null) return [t("builder.saySet", words)];
  return [t(after === null ? "builder.sayUnset" : "builder.sayValue", words)];
}

/** A list of names, or of what has a value or a name, by it. */
function listed(value: Json): ReadonlyMap<string, Json> | null {
  if (!Array.isArray(value)) return null;
  const names = named(value);
  return names.every(Boolean) ? new Map(value.map((one, at) => [names[at] ?? "", one])) : null;
}

function named(value: Json): string[] {
  return (Array.isArray(value) ? value : []).map((one) => {
    if (typeof one === "string" || typeof one === "number") return String(one);
    const { value: own, name, to } = objectOf(one);
    return String(own ?? name ?? to ?? "");
  });
}

const SHOWN = 160;

/** A value in a line; words in quotation marks. */
function short(value: Json): string {
  if (typeof value === "string") return `“${cut(value)}”`;
  const names = Array.isArray(value) ? named(value) : [];
  return cut(names.length && names.every(Boolean) ? names.join(", ") : JSON.stringify(value));
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
}
