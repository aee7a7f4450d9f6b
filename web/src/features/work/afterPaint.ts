/**
 * Runs the last of several jobs when the page has painted what a press changed and has nothing else to do.
 *
 * At once where no frame comes (the page is hidden) or the page is left, and when it is told to (`flush`).
 */
export class AfterPaint {
  private job: (() => void) | null = null;

  /** Runs a job soon, in place of one that still waits. */
  next(job: () => void): void {
    const waits = this.job !== null;
    this.job = job;
    if (document.visibilityState === "hidden") this.flush();
    else if (!waits) requestAnimationFrame(() => whenIdle(this.flush));
  }

  /** Runs what waits, now. */
  readonly flush = (): void => {
    const { job } = this;
    this.job = null;
    job?.();
  };

  /** Until the returned function is called, runs what waits as soon as the page is left or hidden. */
  watch(): () => void {
    window.addEventListener("pagehide", this.flush);
    document.addEventListener("visibilitychange", this.flush);
    return () => {
      window.removeEventListener("pagehide", this.flush);
      document.removeEventListener("visibilitychange", this.flush);
      this.flush();
    };
  }
}

/** However busy the page is, not later than this. */
const LATEST = 200;

function whenIdle(run: () => void): void {
  const idle = window.requestIdleCallback as typeof window.requestIdleCallback | undefined;
  if (idle) idle(run, { timeout: LATEST });
  else setTimeout(run);
}
