/** Paints stretches of text without touching the page (CSS Custom Highlights): what was found, the passage that was chosen. */
import { placeAround } from "./keeping";

/** A stretch of the text that a place shows, in UTF-16 units of its source. */
export interface Stretch {
  readonly at: string;
  readonly from: number;
  readonly to: number;
}

/** Paints as `::highlight(name)`; browsers without highlights show the text as it is. */
export function paint(name: string, ranges: readonly AbstractRange[]): void {
  if (typeof CSS === "undefined" || !("highlights" in CSS)) return;
  if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
  else CSS.highlights.delete(name);
}

/** Where the page shows stretches; of what is not in the page, nothing. Linear in the runs and the stretches of their places. */
export function rangesOf(root: ParentNode, stretches: readonly Stretch[]): Map<Stretch, Range[]> {
  const byPlace = new Map<string, Stretch[]>();
  for (const one of stretches) {
    const there = byPlace.get(one.at);
    if (there) there.push(one);
    else byPlace.set(one.at, [one]);
  }
  const found = new Map<Stretch, Range[]>();
  for (const run of root.querySelectorAll<HTMLElement>("[data-from]")) {
    const wanted = byPlace.get(placeAround(run) ?? "");
    if (!wanted) continue;
    const from = Number(run.dataset.from);
    const whole = run.dataset.to !== undefined;
    const to = whole ? Number(run.dataset.to) : from + (run.textContent ?? "").length;
    for (const one of wanted) {
      if (one.from >= to || one.to <= from) continue;
      const range = whole ? around(run) : within(run, one.from - from, one.to - from);
      if (range) found.set(one, [...(found.get(one) ?? []), range]);
    }
  }
  return found;
}

function around(run: HTMLElement): Range {
  const range = document.createRange();
  range.selectNodeContents(run);
  return range;
}

function within(run: HTMLElement, from: number, to: number): Range | null {
  const text = run.firstChild;
  if (!(text instanceof Text)) return null;
  const range = document.createRange();
  range.setStart(text, Math.max(0, from));
  range.setEnd(text, Math.min(text.data.length, to));
  return range;
}
