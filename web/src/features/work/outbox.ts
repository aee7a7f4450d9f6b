/**
 * Answers on their way to the server, kept in the browser until it has taken them. They go one after another, each with its
 * idempotency key, so that a retry never doubles work; what the server refuses comes back to the person.
 */
import { Offline, Problem } from "../../api/problem";
import type { Answers, Assignment, SuggestionEvent, Verdict } from "../../api/shapes";
import type { Store } from "./storage";

export interface Entry {
  /** The idempotency key. */
  readonly key: string;
  readonly assignment: Assignment;
  readonly answers: Answers;
  readonly active_seconds: number;
  readonly spec_version: number;
  /** What a reviewer or adjudicator decides. */
  readonly verdict?: Verdict;
  /** What was done with suggestions. */
  readonly events?: readonly SuggestionEvent[];
}

export type Send = (entry: Entry) => Promise<{ response: string; revision: number }>;

export interface Listener {
  /** Something changed: what is kept, or whether the server can be reached. */
  readonly changed: () => void;
  readonly accepted: (entry: Entry) => void;
  readonly refused: (entry: Entry, problem: Problem) => void;
}

/** `troubled`: the server is there, but cannot take the answer now (its disk is full, it is too busy, it failed). */
export type Line = "open" | "offline" | "troubled" | "signed-out";

const KEY = "outbox";
/** Waits between tries, in milliseconds; the last one repeats. */
const WAITS = [1_000, 2_000, 5_000, 15_000] as const;

export class Outbox {
  line: Line = "open";
  private entries: readonly Entry[];
  private sending = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly send: Send,
    private readonly listener: Listener,
  ) {
    this.entries = store.get<Entry[]>(KEY) ?? [];
  }

  /** What the server has not taken yet. */
  get waiting(): readonly Entry[] {
    return this.entries;
  }

  /** Keeps an answer and sends it when its turn comes. */
  add(entry: Entry): void {
    this.keep([...this.entries, entry]);
    void this.flush();
  }

  /** Tries now: on start, when the connection is back, after signing in. */
  async flush(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    for (let entry = this.entries[0]; entry; entry = this.entries[0]) {
      if (!(await this.deliver(entry))) break;
    }
    this.sending = false;
  }

  /** Stops trying; what is kept stays kept. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private async deliver(entry: Entry): Promise<boolean> {
    try {
      await this.send(entry);
    } catch (error) {
      if (error instanceof Problem && error.status === 401) {
        this.setLine("signed-out");
        return false;
      }
      if (error instanceof Offline || (error instanceof Problem && (error.status >= 500 || error.status === 429))) {
        this.again(error instanceof Offline ? "offline" : "troubled");
        return false;
      }
      if (!(error instanceof Problem)) throw error;
      this.done(entry);
      this.listener.refused(entry, error);
      return true;
    }
    this.done(entry);
    this.listener.accepted(entry);
    return true;
  }

  private done(entry: Entry): void {
    this.failures = 0;
    this.line = "open";
    this.keep(this.entries.filter((one) => one.key !== entry.key));
  }

  private again(line: Line): void {
    const wait = WAITS[Math.min(this.failures, WAITS.length - 1)] ?? 15_000;
    this.failures += 1;
    this.timer = setTimeout(() => void this.flush(), wait);
    this.setLine(line);
  }

  private setLine(line: Line): void {
    this.line = line;
    this.listener.changed();
  }

  private keep(entries: readonly Entry[]): void {
    this.entries = entries;
    if (entries.length) this.store.set(KEY, entries);
    else this.store.remove(KEY);
    this.listener.changed();
  }
}
