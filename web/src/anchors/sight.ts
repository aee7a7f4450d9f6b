/** Where text stands in the window, and how it comes into view. */
interface Bounds {
  readonly startContainer: Node;
  readonly startOffset: number;
  readonly endContainer: Node;
  readonly endOffset: number;
}

/** The first rectangle of a stretch of text; of a place between characters, one without width. */
export function rectOf({ startContainer, startOffset, endContainer, endOffset }: Bounds): DOMRect {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  const [first] = range.getClientRects();
  if (first && (first.height > 0 || !range.collapsed)) return first;
  // at a line end some browsers give a place no rectangle: the edge of the character before or after it
  const { length } = startContainer.textContent ?? "";
  const before = startOffset > 0;
  range.setStart(startContainer, before ? startOffset - 1 : 0);
  range.setEnd(startContainer, before ? startOffset : Math.min(1, length));
  const beside = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const rtl = getComputedStyle(startContainer.parentElement ?? document.body).direction === "rtl";
  return new DOMRect(before !== rtl ? beside.right : beside.left, beside.top, 0, beside.height);
}

/** The rectangle of the last line of a stretch of text. */
export function lastRectOf({ startContainer, startOffset, endContainer, endOffset }: Bounds): DOMRect {
  const range = document.createRange();
  range.setStart(startContainer, startOffset);
  range.setEnd(endContainer, endOffset);
  return [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
}

/** The position at a point of the window. */
export function positionAt(x: number, y: number): { readonly node: Node; readonly offset: number } | null {
  const found = document.caretPositionFromPoint?.(x, y);
  if (found) return { node: found.offsetNode, offset: found.offset };
  const range = (document as { caretRangeFromPoint?: (x: number, y: number) => Range | null }).caretRangeFromPoint?.(
    x,
    y,
  );
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

interface Place {
  readonly node: Text;
  readonly offset: number;
}

/** The text position in the line above or below, at the same place across it, or at `column`. */
export function lineBeside(from: Place, down: boolean, column: number | null) {
  const here = rectOf({
    startContainer: from.node,
    startOffset: from.offset,
    endContainer: from.node,
    endOffset: from.offset,
  });
  const x = column ?? here.left;
  const step = Math.max(4, here.height / 2);
  // paragraphs may lie apart: a few steps further
  for (let at = 1; at <= 12; at++) {
    const y = down ? here.bottom + step * at - 2 : here.top - step * at + 2;
    if (y < 0 || y > window.innerHeight) break;
    const found = positionAt(x, y);
    if (!found || found.node.nodeType !== Node.TEXT_NODE) continue;
    const there = rectOf({
      startContainer: found.node,
      startOffset: found.offset,
      endContainer: found.node,
      endOffset: found.offset,
    });
    const beside = down ? there.top >= here.bottom - here.height / 2 : there.bottom <= here.top + here.height / 2;
    if (beside) return { node: found.node as Text, offset: found.offset, column: x };
  }
  return null;
}

/** The first position of a text that can be seen; null when none can. */
export function firstInSight(node: Text): number | null {
  const box = node.parentElement?.getBoundingClientRect();
  if (!box || box.width === 0 || box.bottom <= 0 || box.top >= window.innerHeight) return null;
  let low = 0;
  let high = node.data.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { top } = rectOf({ startContainer: node, startOffset: middle, endContainer: node, endOffset: middle + 1 });
    if (top < 0) low = middle + 1;
    else high = middle;
  }
  return low < node.data.length ? low : null;
}

/** Room that is kept above and below what comes into view. */
const MARGIN = 48;

/** Scrolls what lies around an element so that a rectangle in it can be seen; nothing moves where it can already. */
export function bringIntoView(element: Element, rect: DOMRect): void {
  let { top, bottom } = rect;
  for (let at = element.parentElement; at; at = at.parentElement) {
    const scrolls = at === document.documentElement || /auto|scroll/.test(getComputedStyle(at).overflowY);
    if (!scrolls || at.scrollHeight <= at.clientHeight) continue;
    const box = at === document.documentElement ? new DOMRect(0, 0, 0, window.innerHeight) : at.getBoundingClientRect();
    const room = Math.min(MARGIN, Math.max(0, (box.height - (bottom - top)) / 2));
    const by =
      top < box.top + room ? top - box.top - room : bottom > box.bottom - room ? bottom - box.bottom + room : 0;
    if (!by) continue;
    const before = at.scrollTop;
    at.scrollTop += by;
    const went = at.scrollTop - before;
    top -= went;
    bottom -= went;
  }
}

/** Whether the beginning of a rectangle in an element is within all that scrolls around it, and in the window. */
export function canBeSeen(element: Element, rect: DOMRect): boolean {
  if (!rect.height || rect.bottom < 0 || rect.top > window.innerHeight) return false;
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (at === document.documentElement || !/auto|scroll|hidden/.test(getComputedStyle(at).overflowY)) continue;
    const box = at.getBoundingClientRect();
    if (rect.top + rect.height / 2 < box.top || rect.top > box.bottom) return false;
  }
  return true;
}
