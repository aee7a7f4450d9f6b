/** Long text in parts that are rendered on their own: cut at blank lines, never inside a fenced block. */

const WANTED = 4_000;
const MOST = 20_000;

/** A part, and where it begins in the whole. */
export interface Part {
  readonly text: string;
  readonly start: number;
}

/** The parts; what lies between them is line ends. */
export function chunked(text: string): Part[] {
  const parts: Part[] = [];
  let start = -1; // of the part under way
  let end = 0;
  let fenced = false;
  const close = () => {
    if (start >= 0 && end > start) parts.push({ text: text.slice(start, end), start });
    start = -1;
  };
  for (let at = 0; at < text.length;) {
    const found = text.indexOf("\n", at);
    const stop = found < 0 ? text.length : found;
    const isFence = /^\s*(```|~~~)/.test(text.slice(at, Math.min(stop, at + 50)));
    if (isFence) fenced = !fenced;
    const blank = stop - at < 200 && !text.slice(at, stop).trim();
    const size = start < 0 ? 0 : end - start;
    if ((blank && !fenced && size > WANTED) || size > MOST) close();
    if (start >= 0 || !blank) {
      for (const piece of cut(text, at, stop)) {
        if (start < 0) start = at;
        if (piece - start > MOST && end > start) {
          close();
          start = end;
        }
        end = piece;
      }
      if (start < 0) start = at;
      end = stop;
    }
    at = stop + 1;
  }
  close();
  return parts;
}

/** Beyond this many characters a text is several nodes: a browser looks at all marks of a node for every line that it paints. */
const STRETCH = 800;

/** A text in stretches that end after a blank or a full stop of Chinese or Japanese, where no letters are joined. */
export function stretches(text: string): Part[] {
  if (text.length <= 2 * STRETCH) return [{ text, start: 0 }];
  const parts: Part[] = [];
  const end = /[\s。！？，、](?=\S)/gu;
  let start = 0;
  while (text.length - start > 2 * STRETCH) {
    end.lastIndex = start + STRETCH;
    const found = end.exec(text);
    if (!found) break;
    parts.push({ text: text.slice(start, end.lastIndex), start });
    start = end.lastIndex;
  }
  return [...parts, { text: text.slice(start), start }];
}

/** Where to cut one line so that a page can lay it out: its end, or places before it, never between the halves of a surrogate pair. */
function cut(text: string, from: number, to: number): number[] {
  const places: number[] = [];
  for (let at = from; to - at > MOST;) {
    at += MOST;
    const last = text.charCodeAt(at - 1);
    if (last >= 0xd800 && last < 0xdc00) at += 1;
    places.push(at);
  }
  places.push(to);
  return places;
}
