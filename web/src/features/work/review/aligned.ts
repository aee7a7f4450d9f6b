/** Several people's answers to a record side by side: one row a question (and element), one column a person. */
import type { Answers, Assignment, Envelope, Json, Shown, Spec } from "../../../api/shapes";
import { asked, given, type Asked } from "../../../schema/answers";
import { stageQuestions } from "../../../schema/questions";

export interface Column {
  readonly shown: Shown;
  /** What the same person said there the time before. */
  readonly before: Shown | undefined;
}

export interface Cell {
  readonly one: Asked;
  readonly envelope: Envelope | undefined;
  readonly before: Envelope | undefined;
}

export interface Row {
  readonly key: string;
  readonly one: Asked;
  /** Null where somebody did not answer, undefined where their stage does not ask it. */
  readonly cells: readonly (Cell | null | undefined)[];
  readonly differs: boolean;
  /** Whether the stage that looks at it asks it, too. */
  readonly own: boolean;
}

/** One column a person and stage, with what they said last; who only judged others is no column. */
export function columnsOf({ shown = [] }: Assignment): Column[] {
  const last = new Map<string, Column>();
  for (const one of shown) {
    if (!Object.keys(one.answers).length) continue;
    const key = `${one.stage}/${one.person}`;
    last.set(key, { shown: one, before: last.get(key)?.shown });
  }
  return [...last.values()];
}

/** The rows, those in which people differ first; within each in the project's order. */
export function rowsOf(
  spec: Spec,
  assignment: Pick<Assignment, "record" | "stage" | "earlier">,
  columns: readonly Column[],
): Row[] {
  const { record, earlier } = assignment;
  const rows = new Map<string, { one: Asked; cells: (Cell | null | undefined)[] }>();
  const asks = columns.map(({ shown }) => stageQuestions(spec, shown.stage).map((question) => question.name));
  const own = stageQuestions(spec, assignment.stage).map((question) => question.name);
  columns.forEach(({ shown, before }, at) => {
    for (const one of asked(spec, shown.stage, record, shown.answers, earlier)) {
      const envelope = given(one, shown.answers);
      if (!envelope) continue;
      const row = rows.get(one.key) ?? {
        one,
        cells: asks.map((names) => (names.includes(one.question.name) ? null : undefined)),
      };
      row.cells[at] = { one, envelope, before: before && given(one, before.answers) };
      rows.set(one.key, row);
    }
  });
  const all = [...rows].map(([key, { one, cells }]) => ({
    key,
    one,
    cells,
    differs: differs(cells),
    own: own.includes(one.question.name),
  }));
  const rank = (row: Row) => (row.own ? 0 : 2) + (row.differs ? 0 : 1);
  return all.sort((a, b) => rank(a) - rank(b));
}

function differs(cells: Row["cells"]): boolean {
  const asked = cells.filter((cell) => cell !== undefined);
  return new Set(asked.map((cell) => (cell ? said(cell.envelope) : ""))).size > 1;
}

/** What an envelope says, without its reason, in a form that can be compared. */
export function said(envelope: Envelope | undefined): string {
  return JSON.stringify(sorted(envelope?.na ?? envelope?.value ?? null));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}

/** What all who were asked said, where they said the same. */
export function agreed({ cells, differs: differ }: Row): Envelope | undefined {
  return differ ? undefined : cells.find((cell) => cell)?.envelope;
}

/** Several people's lists (marks, items, labels) as one: each entry once. Undefined where they are no lists. */
export function merged(cells: Row["cells"]): Envelope | undefined {
  const lists = cells.map((cell) => cell?.envelope?.value).filter((one) => one !== undefined);
  if (lists.length < 2 || !lists.every((one): one is Json[] => Array.isArray(one))) return undefined;
  const seen = new Set<string>();
  const ids = new Set<string>();
  const value: Json[] = [];
  for (const part of lists.flat()) {
    const bare = JSON.stringify(sorted(withoutId(part)));
    if (seen.has(bare)) continue;
    seen.add(bare);
    value.push(renamed(part, ids));
  }
  return { value };
}

function withoutId(part: Json): Json {
  if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).filter(([key]) => key !== "id"));
}

function renamed(part: Json, taken: Set<string>): Json {
  if (part === null || typeof part !== "object" || Array.isArray(part) || typeof part.id !== "string") return part;
  let id = part.id;
  for (let number = 2; taken.has(id); number += 1) id = `${part.id}-${number}`;
  taken.add(id);
  return { ...part, id };
}

/** The answers of one column, as somebody's own to begin with. */
export function answersOf(rows: readonly Row[], at: number): readonly (readonly [Asked, Envelope])[] {
  return rows.flatMap((row) => {
    const cell = row.cells[at];
    return cell?.envelope ? [[row.one, cell.envelope] as const] : [];
  });
}

/** Places that people marked or gave their items, for drawing them over each other. */
export function places(answers: Answers): { readonly id: string; readonly anchor: Json; readonly words: string }[] {
  return Object.entries(answers).flatMap(([question, envelope]) => {
    const { value } = envelope as Envelope;
    if (!Array.isArray(value)) return [];
    return value.flatMap((part) => {
      if (part === null || typeof part !== "object" || Array.isArray(part) || !part.anchor) return [];
      const word = [part.label, part.text].find((one) => typeof one === "string") ?? question;
      return [{ id: `${question}/${String(part.id)}`, anchor: part.anchor, words: String(word) }];
    });
  });
}

/** The entries of a list that somebody made (items, marks), each in words, with the words it is about and its inner answers. */
export function entries(value: Json | undefined): { id: string; words: string; quote: string; inner: string }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((part) => {
    if (part === null || typeof part !== "object" || Array.isArray(part) || typeof part.id !== "string") return [];
    const { answers, anchor } = part as { answers?: Record<string, Envelope>; anchor?: { quote?: string } };
    const inner = Object.values(answers ?? {}).map(({ value: own, na }) =>
      typeof own === "string" || typeof own === "number" ? String(own) : (na ?? "").replace(/_/g, " "),
    );
    return [
      {
        id: part.id,
        words: String(part.text ?? part.label ?? ""),
        quote: anchor?.quote ?? "",
        inner: inner.filter(Boolean).join(" · "),
      },
    ];
  });
}

/** The columns that a return is about: what was said last, in the newest round. */
export function returnable(columns: readonly Column[]): Column[] {
  const last = columns.at(-1)?.shown;
  return columns.filter(({ shown }) => shown.stage === last?.stage && shown.cycle === last.cycle);
}

/** Of these, the responses that differ from what most said; all where nobody stands alone. */
export function suspects(columns: readonly Column[], rows: readonly Row[], all: readonly Column[]): string[] {
  const apart = columns.filter((column) => {
    const at = all.indexOf(column);
    return rows.some(({ cells }) => {
      const tally = new Map<string, number>();
      for (const cell of cells) if (cell) tally.set(said(cell.envelope), (tally.get(said(cell.envelope)) ?? 0) + 1);
      const most = Math.max(...tally.values());
      const leaders = [...tally].filter(([, n]) => n === most);
      const own = cells[at];
      return leaders.length === 1 && own != null && said(own.envelope) !== leaders[0]?.[0];
    });
  });
  return (apart.length ? apart : columns).map(({ shown }) => shown.response);
}
