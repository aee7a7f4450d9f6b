/**
 * What a page shows of the text of each place: character by character, where it stands in the source and in the page.
 *
 * Positions are UTF-16 units; `index` counts in the text as shown, where a line end stands between two blocks, and `source`
 * in the text as written.
 */

/** The stretch of a run that one text node shows. */
export interface Part {
  readonly node: Text;
  /** Where it begins in the shown text, and what it is there. */
  readonly index: number;
  readonly text: string;
  readonly size: number;
  /** The source that it shows. */
  readonly from: number;
  readonly to: number;
  /** Where it is something else than the source says, and stands for all of it: its last text node. */
  readonly whole: Text | null;
}

/** What stands for something that is not text (a formula). */
const OBJECT = "\ufffc";
const BLOCKS = "p, li, div, td, th, pre, blockquote, dd, dt, h1, h2, h3, h4, h5, h6, summary, article, section, header";

/** The text of one place, as far as it is in the page. */
export class Shown {
  readonly at: string;
  readonly text: string;
  readonly parts: readonly Part[];
  private readonly bySource: readonly Part[];
  private readonly byNode: ReadonlyMap<Node, Part>;

  constructor(at: string, runs: readonly HTMLElement[]) {
    this.at = at;
    const parts: Part[] = [];
    let text = "";
    let block: Element | null = null;
    for (const run of runs) {
      const own = run.closest(BLOCKS);
      if (parts.length && own !== block) text += "\n";
      block = own;
      for (const part of partsOf(run, text.length)) {
        parts.push(part);
        text += part.text;
      }
    }
    this.text = text;
    this.parts = parts;
    this.bySource = isSorted(parts) ? parts : [...parts].sort((a, b) => a.from - b.from);
    this.byNode = new Map(
      parts.flatMap((part) => [[part.node, part] as const, [part.whole ?? part.node, part] as const]),
    );
  }

  /** The shown position of a source position; of what is not shown, the next that is. */
  indexOf(source: number): number {
    const at = firstAfter(this.bySource, source);
    const part = this.bySource[at - 1];
    if (part && source <= part.to) {
      if (part.whole) return source < part.to ? part.index : part.index + part.size;
      return part.index + Math.min(source - part.from, part.size);
    }
    return this.bySource[at]?.index ?? this.text.length;
  }

  /** The source of the shown text between two positions; null where there is none (a line end between blocks). */
  sourceOf(from: number, to: number): readonly [number, number] | null {
    let low = Infinity;
    let high = -1;
    for (let at = Math.max(0, partAfter(this.parts, from) - 1); at < this.parts.length; at++) {
      const part = this.parts[at] as Part;
      if (part.index >= to) break;
      const start = Math.max(from, part.index);
      const end = Math.min(to, part.index + part.size);
      if (start >= end) continue;
      low = Math.min(low, part.whole ? part.from : part.from + start - part.index);
      high = Math.max(high, part.whole ? part.to : part.from + end - part.index);
    }
    return high < 0 ? null : [low, high];
  }

  /** The source position where something begins at a shown position. */
  sourceAt(index: number): number {
    const next = this.sourceOf(index, index + 1);
    if (next) return next[0];
    const last = this.sourceOf(index - 1, index);
    return last ? last[1] : (this.parts.at(-1)?.to ?? 0);
  }

  /** Two shown positions without the blanks at either end; the same position twice where there is nothing else. */
  trimmed(from: number, to: number): readonly [number, number] {
    const text = this.text.slice(from, to);
    const start = from + (text.length - text.trimStart().length);
    return [start, Math.max(start, to - (text.length - text.trimEnd().length))];
  }

  /** The pieces of the page that show a stretch of the source. */
  rangesOf(from: number, to: number): StaticRange[] {
    const found: StaticRange[] = [];
    for (let at = Math.max(0, firstAfter(this.bySource, from) - 1); at < this.bySource.length; at++) {
      const part = this.bySource[at] as Part;
      if (part.from >= to) break;
      if (part.to <= from) continue;
      found.push(
        part.whole
          ? range(part.node, 0, part.whole, part.whole.data.length)
          : range(part.node, Math.max(0, from - part.from), part.node, Math.min(part.size, to - part.from)),
      );
    }
    return found;
  }

  /** Where in the page a shown position is, as a place before or after a character. */
  domAt(index: number): { readonly node: Text; readonly offset: number } | null {
    const at = partAfter(this.parts, index) - 1;
    const part = this.parts[Math.max(0, at)];
    if (!part) return null;
    const inside = index - part.index;
    if (inside > part.size && this.parts[at + 1]) return { node: (this.parts[at + 1] as Part).node, offset: 0 };
    if (part.whole)
      return inside <= 0 ? { node: part.node, offset: 0 } : { node: part.whole, offset: part.whole.data.length };
    return { node: part.node, offset: Math.min(Math.max(inside, 0), part.size) };
  }

  /** The shown position of a place in the page; null where it is not in this text. */
  indexAt(node: Node, offset: number): number | null {
    const part = this.byNode.get(node);
    if (!part) return null;
    if (part.whole) return node === part.node && offset === 0 ? part.index : part.index + part.size;
    return part.index + Math.min(offset, part.size);
  }

  /** The shown positions that a selection covers; null where it covers nothing of this text. */
  covered(selected: Range): readonly [number, number] | null {
    let from = Infinity;
    let to = -1;
    for (const part of this.parts) {
      if (!selected.intersectsNode(part.node)) {
        if (to >= 0) break;
        continue;
      }
      const start = part.node === selected.startContainer && !part.whole ? selected.startOffset : 0;
      const end = part.node === selected.endContainer && !part.whole ? selected.endOffset : part.size;
      if (start >= end) continue;
      from = Math.min(from, part.index + start);
      to = Math.max(to, part.index + Math.min(end, part.size));
    }
    return to < 0 ? null : [from, to];
  }
}

function range(start: Text, from: number, end: Text, to: number): StaticRange {
  return new StaticRange({ startContainer: start, startOffset: from, endContainer: end, endOffset: to });
}

function partsOf(run: HTMLElement, index: number): Part[] {
  const from = Number(run.dataset.from);
  const nodes = textsIn(run);
  const [first] = nodes;
  if (!first) return [];
  if (run.dataset.to !== undefined) {
    const last = nodes.at(-1) as Text;
    const text = first === last && first.data.length <= 2 ? first.data : OBJECT;
    return [{ node: first, index, text, size: text.length, from, to: Number(run.dataset.to), whole: last }];
  }
  let at = 0;
  return nodes.map((node) => {
    const text = node.data;
    const size = text.length;
    const part = { node, index: index + at, text, size, from: from + at, to: from + at + size, whole: null };
    at += size;
    return part;
  });
}

function textsIn(element: Element): Text[] {
  const only = element.firstChild;
  if (only && only === element.lastChild && only.nodeType === Node.TEXT_NODE) return [only as Text];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

function isSorted(parts: readonly Part[]): boolean {
  return parts.every((part, at) => at === 0 || (parts[at - 1] as Part).from <= part.from);
}

/** The number of parts that begin at or before a source position. */
function firstAfter(parts: readonly Part[], source: number): number {
  return count(parts, (part) => part.from <= source);
}

/** The number of parts that begin at or before a shown position. */
function partAfter(parts: readonly Part[], index: number): number {
  return count(parts, (part) => part.index <= index);
}

function count(parts: readonly Part[], holds: (part: Part) => boolean): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(parts[middle] as Part)) low = middle + 1;
    else high = middle;
  }
  return low;
}
