/**
 * How long somebody really worked on a record: time counts only while the page is visible and there was input in the last 30 s.
 */

export const IDLE_AFTER = 30_000;

export class ActiveClock {
  private total: number;
  private since: number | null = null;
  private lastInput: number;

  /** `already`: seconds from before, of a draft; `now` in milliseconds. */
  constructor(already: number, now: number) {
    this.total = already * 1000;
    this.lastInput = now;
    this.since = now;
  }

  /** Somebody pressed, moved or scrolled. */
  input(now: number): void {
    this.settle(now);
    this.lastInput = now;
    this.since ??= now;
  }

  /** The page went out of sight. */
  hide(now: number): void {
    this.settle(now);
    this.since = null;
  }

  /** Seconds so far. */
  seconds(now: number): number {
    return Math.round((this.total + this.running(now)) / 100) / 10;
  }

  private running(now: number): number {
    return this.since === null ? 0 : Math.max(0, Math.min(now, this.lastInput + IDLE_AFTER) - this.since);
  }

  private settle(now: number): void {
    this.total += this.running(now);
    this.since = this.since !== null && now <= this.lastInput + IDLE_AFTER ? now : null;
  }
}
