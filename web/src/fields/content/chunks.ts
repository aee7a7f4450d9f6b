/** Long text in parts that are rendered on their own: cut at blank lines, never inside a fenced block. */

const WANTED = 4_000;
const MOST = 20_000;

/** The parts; joined by blank lines they say the same. */
export function chunked(text: string): string[] {
  const parts: string[] = [];
  let current: string[] = [];
  let size = 0;
  let fenced = false;
  const close = () => {
    if (current.length) parts.push(current.join("\n"));
    current = [];
    size = 0;
  };
  for (const line of text.split("\n")) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if ((line.trim() === "" && !fenced && size > WANTED) || size > MOST) {
      close();
      if (line.trim() === "") continue;
    }
    for (const piece of cut(line)) {
      current.push(piece);
      size += piece.length + 1;
      if (piece.length >= MOST) close();
    }
  }
  close();
  return parts;
}

/** One line of a size that a page can lay out; never between the halves of a surrogate pair. */
function cut(line: string): string[] {
  if (line.length <= MOST) return [line];
  const pieces: string[] = [];
  for (let at = 0; at < line.length;) {
    let end = Math.min(at + MOST, line.length);
    const last = line.charCodeAt(end - 1);
    if (end < line.length && last >= 0xd800 && last < 0xdc00) end += 1;
    pieces.push(line.slice(at, end));
    at = end;
  }
  return pieces;
}
