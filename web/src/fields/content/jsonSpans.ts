/**
 * JSON text with the place of everything in it, so that data shown as a tree or a table can be marked where it was written.
 */

export type Spanned = Leaf | Listed | Keyed;

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Leaf extends Span {
  readonly kind: "text" | "number" | "word";
  /** What it says; of a text, without quotes and escapes. */
  readonly says: string;
}

export interface Listed extends Span {
  readonly kind: "list";
  readonly items: readonly Spanned[];
}

export interface Keyed extends Span {
  readonly kind: "object";
  readonly members: readonly Member[];
}

export interface Member {
  readonly key: Leaf;
  readonly value: Spanned;
}

const DEEPEST = 200;
const LARGEST = 2_000_000;

/** What a text says if it is a JSON object or list; null if it is anything else. */
export function spansOf(text: string): Listed | Keyed | null {
  if (text.length > LARGEST || !/^\s*[[{]/.test(text)) return null;
  try {
    const reader = new Reader(text);
    const found = reader.value(0);
    return reader.atEnd() && (found.kind === "list" || found.kind === "object") ? found : null;
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}

class Broken extends Error {}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    this.blanks();
    return this.at === this.text.length;
  }

  value(depth: number): Spanned {
    if (depth > DEEPEST) throw new Broken();
    this.blanks();
    const first = this.text[this.at];
    if (first === "{") return this.object(depth);
    if (first === "[") return this.list(depth);
    return first === '"' ? this.string() : this.word();
  }

  private object(depth: number): Keyed {
    const from = this.at++;
    const members: Member[] = [];
    if (!this.takes("}")) {
      do {
        this.blanks();
        const key = this.string();
        if (!this.takes(":")) throw new Broken();
        members.push({ key, value: this.value(depth + 1) });
      } while (this.takes(","));
      if (!this.takes("}")) throw new Broken();
    }
    return { kind: "object", from, to: this.at, members };
  }

  private list(depth: number): Listed {
    const from = this.at++;
    const items: Spanned[] = [];
    if (!this.takes("]")) {
      do items.push(this.value(depth + 1));
      while (this.takes(","));
      if (!this.takes("]")) throw new Broken();
    }
    return { kind: "list", from, to: this.at, items };
  }

  private string(): Leaf {
    const found = this.match(/"(?:[^"\\\n]|\\.)*"/y);
    try {
      return { kind: "text", says: JSON.parse(found) as string, from: this.at - found.length, to: this.at };
    } catch {
      throw new Broken();
    }
  }

  private word(): Leaf {
    const found = this.match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity/y);
    const kind = /^-?\d/.test(found) ? "number" : "word";
    return { kind, says: found, from: this.at - found.length, to: this.at };
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (!found) throw new Broken();
    this.at += found.length;
    return found;
  }

  private takes(character: string): boolean {
    this.blanks();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private blanks(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? "")) this.at++;
  }
}

export interface LeafPiece {
  readonly text: string;
  readonly from: number;
  readonly to?: number;
}

/** A leaf in pieces: those that are written as they read, and escapes. `text` is the JSON that it is part of. */
export function piecesOf(leaf: Leaf, text: string): LeafPiece[] {
  if (leaf.kind !== "text") return [{ text: leaf.says, from: leaf.from }];
  const pieces: LeafPiece[] = [];
  const inside = text.slice(leaf.from + 1, leaf.to - 1);
  let done = 0;
  for (const match of inside.matchAll(
    /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\./g,
  )) {
    if (match.index > done) pieces.push({ text: inside.slice(done, match.index), from: leaf.from + 1 + done });
    const from = leaf.from + 1 + match.index;
    pieces.push({ text: JSON.parse(`"${match[0]}"`) as string, from, to: from + match[0].length });
    done = match.index + match[0].length;
  }
  if (done < inside.length) pieces.push({ text: inside.slice(done), from: leaf.from + 1 + done });
  return pieces;
}
