/**
 * A person's work in a project: records waiting in hand, answers on their way, and the ones sent before, to go back to.
 *
 * The next record is always here already (claims are made three at a time), so submitting shows it at once.
 */
import { api, path } from "../../api/client";
import { Offline, type Problem } from "../../api/problem";
import type { Answers, Assignment, Claim, Fault, Submitted, SuggestionEvent, Verdict } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { Outbox, type Entry, type Line } from "./outbox";
import type { Store } from "./storage";

/** A record to answer: new, or sent before and changed now. */
export interface Task {
  readonly assignment: Assignment;
  /** What was sent before, when going back. */
  readonly before: Submitted | null;
  /** What the server said of the answers it refused. */
  readonly faults: readonly Fault[];
  /** Unique for each time it is put on the desk. */
  readonly key: string;
}

export interface State {
  readonly task: Task | null;
  readonly nothing: Claim["nothing"];
  readonly problem: Error | null;
  readonly line: Line;
  readonly waiting: number;
  readonly notice: string | null;
  /** What was just answered, where people are told at once how it was. */
  readonly told: Submitted | null;
}

export interface Draft {
  readonly answers: Answers;
  readonly active_seconds: number;
  /** What was done with suggestions so far. */
  readonly events?: readonly SuggestionEvent[];
}

/** What goes with answers, where there is any. */
export interface Beside {
  readonly verdict?: Verdict | undefined;
  readonly events?: readonly SuggestionEvent[];
  /** Whether the person is told at once how the answer was. */
  readonly tells?: boolean;
}

/** Where a draft is: on the server, or in this browser only (and then whether because the server can't be reached). */
export type Saved = "saved" | "here" | "offline";

const IN_HAND = 3;
const RETRY_AFTER = 5_000;
const PAGE = 20;

export class WorkSession {
  state: State;
  private queue: Task[] = [];
  private recent: Submitted[] = [];
  private recentEnd = false;
  /** Where in `recent` somebody went back to; -1 is the new work. */
  private at = -1;
  private sent = new Set<string>();
  /** The key of what was sent last: a change that still waits to be kept is in the answer. */
  private done = "";
  private claiming = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private nothing: Claim["nothing"] = null;
  private problem: Error | null = null;
  private notice: string | null = null;
  private told: Submitted | null = null;
  private turn = 0;
  private readonly outbox: Outbox;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly project: string,
    readonly store: Store,
    private readonly onSpecChanged: () => void,
  ) {
    this.outbox = new Outbox(store, submit, {
      changed: () => this.publish(),
      accepted: () => void this.fill(),
      refused: (entry, problem) => this.refused(entry, problem),
    });
    this.state = this.view();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): State => this.state;

  /** Sends what is kept, and gets work; returns what ends it. */
  start(): () => void {
    const online = () => void this.retry();
    window.addEventListener("online", online);
    void this.retry();
    return () => {
      window.removeEventListener("online", online);
      clearTimeout(this.timer);
      this.outbox.stop();
    };
  }

  /** Tries what did not go before. */
  async retry(): Promise<void> {
    await this.outbox.flush();
    await this.fill();
  }

  /** Sends the answers of the task in the background and shows the next one. */
  submit(task: Task, answers: Answers, seconds: number, version: number, beside: Beside = {}): void {
    const { verdict, events = [], tells } = beside;
    const { assignment } = task;
    this.sent.add(assignment.id);
    this.done = task.key;
    this.forget(assignment.id);
    this.queue = this.queue.filter((one) => one.assignment.id !== assignment.id);
    const before = this.recent.filter((one) => one.id !== assignment.id);
    const own: Submitted = {
      ...assignment,
      state: "submitted",
      answers,
      response: "",
      revision: (task.before?.revision ?? 0) + 1,
      submitted_at: new Date().toISOString(),
    };
    this.recent = [own, ...before];
    this.told = tells ? own : null;
    this.at = -1;
    this.notice = null;
    this.outbox.add({
      key: crypto.randomUUID(),
      assignment,
      answers,
      active_seconds: seconds,
      spec_version: version,
      ...(verdict ? { verdict } : {}),
      ...(events.length ? { events } : {}),
    });
    void this.fill();
    this.publish();
  }

  /** Gives the record up, with a reason, and shows the next one. */
  async skip(task: Task, reason: string): Promise<void> {
    const { id } = task.assignment;
    this.queue = this.queue.filter((one) => one.assignment.id !== id);
    this.sent.add(id);
    this.notice = null;
    this.publish();
    try {
      await api.post(path("/assignments/", id, "/skip"), { reason });
      this.forget(id);
    } catch (error) {
      this.sent.delete(id);
      this.queue = [this.fresh(task.assignment), ...this.queue];
      this.notice = error instanceof Offline ? t("problem.offline") : String((error as Error).message);
      this.publish();
    }
    await this.fill();
  }

  /** Back to what was sent before; again: further back. */
  async back(): Promise<void> {
    this.told = null;
    if (this.at + 1 >= this.recent.length && !this.recentEnd) await this.earlier();
    if (this.at + 1 < this.recent.length) this.at += 1;
    else this.notice = t("work.noEarlier");
    this.publish();
  }

  /** On from what was told of the last answer. */
  goOn(): void {
    this.told = null;
    this.publish();
  }

  /** Forward to the new work. */
  forward(): void {
    this.at = -1;
    this.notice = null;
    this.publish();
  }

  /** Takes the message away. */
  dismiss(): void {
    this.notice = null;
    this.publish();
  }

  /** The draft kept here; the server's where there is none. */
  draft(task: Task): Draft | null {
    const kept = this.store.get<Draft>(draftKey(task.assignment.id));
    if (kept) return kept;
    if (task.before) return { answers: task.before.answers, active_seconds: 0 };
    const saved = task.assignment.draft;
    if (!saved) return null;
    const { answers, active_seconds, events } = saved as Partial<Draft>;
    return { answers: answers ?? {}, active_seconds: active_seconds ?? 0, ...(events ? { events } : {}) };
  }

  /** Keeps a draft in this browser; not of what was sent meanwhile. */
  keep(task: Task, draft: Draft): void {
    if (task.key === this.done) return;
    this.store.set(draftKey(task.assignment.id), draft);
  }

  /** Saves a draft on the server, where it can be found from elsewhere too; what was sent already is kept here only. */
  async save(task: Task, draft: Draft): Promise<Saved> {
    if (task.before || this.sent.has(task.assignment.id)) return "here";
    try {
      await api.put(path("/assignments/", task.assignment.id, "/draft"), draft);
      return "saved";
    } catch (error) {
      return error instanceof Offline ? "offline" : "here"; // it goes with the answer, which is told if it cannot
    }
  }

  private async fill(): Promise<void> {
    if (this.claiming || this.queue.length >= IN_HAND) return;
    this.claiming = true;
    clearTimeout(this.timer);
    try {
      const claim = await api.post<Claim>(path("/projects/", this.project, "/claim"), { count: IN_HAND });
      this.take(claim);
    } catch (error) {
      this.problem = error as Error;
      if (error instanceof Offline) this.timer = setTimeout(() => void this.retry(), RETRY_AFTER);
    }
    this.claiming = false;
    this.publish();
  }

  private take(claim: Claim): void {
    this.problem = null;
    const known = new Set([...this.queue.map((one) => one.assignment.id), ...this.sent]);
    const fresh = claim.assignments.filter((one) => !known.has(one.id));
    this.queue = [...this.queue, ...fresh.map((one) => this.fresh(one))];
    this.nothing = claim.nothing;
  }

  private async earlier(): Promise<void> {
    const last = this.recent.at(-1)?.id;
    try {
      const body = await api.get<{ assignments: Submitted[] }>(path("/projects/", this.project, "/mine"), {
        query: { limit: PAGE, before: this.recent.length > 0 && this.fromServer ? last : undefined },
      });
      this.fromServer = true;
      const known = new Set(this.recent.map((one) => one.id));
      const found = body.assignments.filter((one) => !known.has(one.id));
      this.recent = [...this.recent, ...found];
      this.recentEnd = body.assignments.length < PAGE;
    } catch (error) {
      this.notice = error instanceof Offline ? t("problem.offline") : String((error as Error).message);
    }
  }
  private fromServer = false;

  private refused(entry: Entry, problem: Problem): void {
    this.recent = this.recent.filter((one) => one.id !== entry.assignment.id);
    this.at = -1;
    this.told = null;
    this.done = "";
    if (problem.status === 410) {
      const withdrawn = problem.slug.includes("withdrawn") || /withdrawn/i.test(problem.detail);
      this.notice = withdrawn ? t("work.withdrawn") : t("work.gone");
    } else {
      // the answers are not lost: they are on the desk again, as a draft, with what is wrong with them
      this.sent.delete(entry.assignment.id);
      const { answers, active_seconds, events } = entry;
      const draft: Draft = { answers, active_seconds, ...(events ? { events } : {}) };
      this.store.set(draftKey(entry.assignment.id), draft);
      this.queue = [{ ...this.fresh(entry.assignment), faults: problem.errors }, ...this.queue];
      this.notice =
        problem.status === 409 ? t("work.changed") : problem.status === 422 ? t("work.refused") : problem.message;
      if (problem.status === 409) this.onSpecChanged();
    }
    this.publish();
    void this.fill();
  }

  private fresh(assignment: Assignment): Task {
    return { assignment, before: null, faults: [], key: `${assignment.id}#${++this.turn}` };
  }

  private forget(id: string): void {
    this.store.remove(draftKey(id));
  }

  private view(): State {
    const past = this.recent[this.at];
    const task = this.told
      ? null
      : past
        ? { assignment: past, before: past, faults: [], key: `${past.id}@${past.revision}` }
        : (this.queue[0] ?? null);
    return {
      task,
      told: this.told,
      nothing: task || this.told || this.claiming || this.outbox.waiting.length ? null : this.nothing,
      problem: task ? null : this.problem,
      line: this.outbox.line,
      waiting: this.outbox.waiting.length,
      notice: this.notice,
    };
  }

  private publish(): void {
    this.state = this.view();
    this.listeners.forEach((listener) => listener());
  }
}

function draftKey(id: string): string {
  return `draft.${id}`;
}

function submit(entry: Entry): Promise<{ response: string; revision: number }> {
  const { answers, active_seconds, spec_version, verdict, events } = entry;
  return api.post(
    path("/assignments/", entry.assignment.id, "/submit"),
    { answers, active_seconds, spec_version, ...(verdict ? { verdict } : {}), ...(events ? { events } : {}) },
    { headers: { "Idempotency-Key": entry.key } },
  );
}
