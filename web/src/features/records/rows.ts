/**
 * The rows of a long list, page by page by cursor, from its beginning or its end. Only pages near what is seen are kept: of the
 * others their cursor and size remain, some fifty bytes each, so that they can be asked for again.
 */
export interface Page<T> {
  readonly lines: readonly T[];
  /** Where to go on, away from where the list began. */
  readonly on: string | null;
}

interface Held<T> {
  readonly cursor: string | null;
  size: number;
  on: string | null | undefined;
  lines: readonly T[] | null;
  asked: boolean;
}

const KEPT = 12; // pages whose rows stay in memory
const AHEAD = 60; // rows that are there before they are scrolled to

export class Rows<T> {
  private pages: Held<T>[] = [{ cursor: null, size: 0, on: undefined, lines: null, asked: false }];
  private seen: readonly [number, number] = [0, AHEAD];
  private listeners = new Set<() => void>();
  private version = 0;
  private closed = false;
  error: unknown = null;

  constructor(private readonly fetch: (cursor: string | null) => Promise<Page<T>>) {}

  /** Rows that are known to be there. */
  get length(): number {
    return this.pages.reduce((sum, page) => sum + page.size, 0);
  }

  /** Whether the last row is known. */
  get whole(): boolean {
    return this.pages.at(-1)?.on === null;
  }

  /** Whether not even the first page has come. */
  get pending(): boolean {
    return this.pages.length === 1 && this.pages[0]?.on === undefined;
  }

  /** How many pages were gone through. */
  get gone(): number {
    return this.pages.filter((page) => page.on !== undefined).length;
  }

  /** A row; undefined while it is on its way. */
  at(index: number): T | undefined {
    let start = 0;
    for (const page of this.pages) {
      if (index < start + page.size) return page.lines?.[index - start];
      start += page.size;
    }
    return undefined;
  }

  /** Rows of these places are seen now: what is missing there is asked for, what is far away is forgotten. */
  want(from: number, to: number): void {
    this.seen = [from, to];
    this.step();
  }

  /** Ask again for what is seen; a row that came, went or changed shows. */
  refresh(): void {
    this.error = null;
    for (const { page } of this.near()) page.asked = false;
    this.step(true);
  }

  /** Nothing is asked for any more. */
  close(): void {
    this.closed = true;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  private near(): { page: Held<T>; distance: number }[] {
    const [from, to] = this.seen;
    let start = 0;
    const placed = this.pages.map((page) => {
      const distance = Math.max(0, start - to, from - (start + page.size));
      start += page.size;
      return { page, distance };
    });
    return placed.filter(({ page, distance }) => distance <= AHEAD || page.on === undefined);
  }

  private step(again = false): void {
    if (this.closed || this.error) return;
    for (const { page } of this.near()) {
      if (!page.asked && (again || page.lines === null)) void this.load(page);
    }
    const last = this.pages.at(-1);
    if (last?.on && this.seen[1] + AHEAD >= this.length) {
      this.pages.push({ cursor: last.on, size: 0, on: undefined, lines: null, asked: false });
      this.step();
    }
    this.forget();
  }

  private async load(page: Held<T>): Promise<void> {
    page.asked = true;
    try {
      const { lines, on } = await this.fetch(page.cursor);
      page.lines = lines;
      page.size = lines.length;
      // a page that others follow ends where it ended
      if (page === this.pages.at(-1)) page.on = on;
      this.error = null;
    } catch (error) {
      if (!this.closed) this.error = error;
    }
    page.asked = false;
    if (this.closed) return;
    this.step();
    this.version += 1;
    for (const listener of this.listeners) listener();
  }

  private forget(): void {
    const [from, to] = this.seen;
    const middle = (from + to) / 2;
    let start = 0;
    const held = this.pages
      .map((page) => {
        const away = Math.abs(start + page.size / 2 - middle);
        start += page.size;
        return { page, away };
      })
      .filter(({ page }) => page.lines !== null);
    held.sort((a, b) => a.away - b.away);
    for (const { page } of held.slice(KEPT)) page.lines = null;
  }
}
