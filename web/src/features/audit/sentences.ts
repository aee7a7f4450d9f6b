/** What an entry of the audit log says: which sentence of the catalogue, and what stands in its places. */
import { money, number, t, when, type Key } from "../../app/catalogue";
import { audit } from "../../app/catalogue/audit";

export interface Entry {
  readonly number: number;
  readonly at: string;
  readonly who: string | null;
  readonly action: string;
  readonly what: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What leads somewhere: a word of the sentence that is a link. */
export interface Linked {
  readonly words: string;
  readonly to: string | undefined;
}

export interface Sentence {
  readonly key: Key;
  readonly places: Readonly<Record<string, string | number | Linked>>;
  /** Records that are named one by one behind the sentence. */
  readonly records: readonly Linked[];
  readonly project: Linked | undefined;
}

const part = encodeURIComponent;

/** `projects/tone/records/r/9` as what it is made of. */
function parsed(what: string): { project: string | undefined; kind: string; rest: string } {
  const [first = "", second = "", third = "", ...more] = what.split("/");
  if (first === "projects") return { project: second, kind: third, rest: more.join("/") };
  return { project: undefined, kind: first, rest: [second, third, ...more].filter(Boolean).join("/") };
}

/** The one sentence of the catalogue for an entry, by what it holds; undefined where there is none. */
function keyOf({ action, detail }: Entry): Key | undefined {
  let key = action;
  if (action === "project.version" && detail.guidelines === "changed") key += ".guidelines";
  if (action === "responses.export" && detail.identities) key += ".names";
  if (action === "rate.set" && !detail.amount) key = "rate.none";
  return `audit.did.${key}` in audit ? (`audit.did.${key}` as Key) : undefined;
}

function plain(value: unknown): string | number {
  if (typeof value === "number") return Number.isInteger(value) ? value : number(value, { maximumFractionDigits: 2 });
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** An entry as a sentence. */
export function sentence(entry: Entry): Sentence {
  const { who, action, what, detail } = entry;
  const { project, kind, rest } = parsed(what);
  const base = project === undefined ? undefined : `/p/${part(project)}`;
  const at = (words: string, place: string): Linked => ({ words, to: base && `${base}/${place}` });
  const record = (key: string) => at(key, `records/${part(key)}`);
  const named = Array.isArray(detail.records) ? detail.records.map(String) : [];
  const count = [detail.count, detail.inserted, detail.uses, detail.n, detail.records].find(
    (one) => typeof one === "number",
  );
  const about = typeof detail.person === "string" ? detail.person : rest.split("/")[0];
  const did = Array.isArray(detail.did) ? detail.did.map((one) => t(`audit.effect.${String(one)}` as Key)) : [];
  const also = (["updated", "gold"] as const).flatMap((name) => {
    const n = detail[name];
    return typeof n === "number" && n > 0 ? [`, ${t(`audit.also.${name}`, { n })}`] : [];
  });
  const given = Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, plain(value)]));
  const places: Record<string, string | number | Linked> = {
    ...given,
    who: who ?? t("audit.itself"),
    n: (count as number | undefined) ?? named.length,
    action,
    what,
    rest,
    did: did.join(", "),
    also: also.join(""),
    person: kind === "records" ? "" : at(about ?? "", `people/${part(about ?? "")}`),
    record: record(rest),
    skill: rest.split("/").at(-1) ?? "",
    round: at(t("audit.round", { n: Number(rest) || 0 }), `calibrations/${part(rest)}`),
  };
  if (typeof detail.role === "string") places.role = t(`role.a.${detail.role}` as Key);
  if (typeof detail.until === "string") places.until = when(detail.until);
  if (typeof detail.amount === "string" && typeof detail.currency === "string") {
    places.amount = money(detail.amount, detail.currency);
  }
  return {
    key: keyOf(entry) ?? "audit.did.other",
    places,
    records: named.map(record),
    project: project === undefined ? undefined : { words: project, to: base },
  };
}
