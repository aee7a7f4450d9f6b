/**
 * Marks every text in rendered markdown with where it stands in the source (`run` of the anchors' contract).
 *
 * A rehype plugin that comes after sanitizing and highlighting: it wraps each text in runs, takes code with all its coloured
 * parts as one text, and a formula (which becomes an element `x-formula`) as a whole.
 */
import type { Element, ElementContent, Root, RootContent } from "hast";

import { run } from "../../anchors/contract";
import { align, type Kind, type Piece } from "./align";
import { NOTHING } from "./math";

export interface Options {
  /** The markdown as it was parsed. */
  readonly source: string;
  /** As it is written: of the same length, and different where formulas were prepared. */
  readonly written: string;
  /** Where it begins in the text it is a part of. */
  readonly start: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

type Positioned = { readonly position?: { readonly start: { offset?: number }; readonly end: { offset?: number } } };

export function markdownRuns({ source, written, start }: Options) {
  // the parser passes over a byte order mark, and counts without it
  const shift = source.startsWith("\ufeff") ? 1 : 0;

  const stretch = (node: Positioned): Stretch | null => {
    const from = node.position?.start.offset;
    const to = node.position?.end.offset;
    return from === undefined || to === undefined ? null : { from: from + shift, to: to + shift };
  };

  const pieces = (text: string, at: Stretch, kind: Kind): Piece[] =>
    align(text, source.slice(at.from, at.to), at.from, kind).map((piece) =>
      // what was prepared as a formula and then was none is shown as it is written
      piece.to === undefined ? { ...piece, text: written.slice(piece.from, piece.from + piece.text.length) } : piece,
    );

  const wrap = (piece: Piece): Element => ({
    type: "element",
    tagName: "span",
    properties: dashed(run(start + piece.from, piece.to === undefined ? undefined : start + piece.to)),
    children: [{ type: "text", value: piece.text }],
  });

  /** The children with their texts in runs; `within` is where the parent stands, for texts whose own place the parser did not keep. */
  function visit(children: readonly ElementContent[], within: Stretch | null): ElementContent[] {
    const out: ElementContent[] = [];
    let after = within?.from ?? 0;
    for (const child of children) {
      const at = stretch(child);
      if (at) after = Math.max(after, at.to);
      if (child.type === "text") {
        const place = at ?? searched(child.value, within, after);
        if (place) after = place.to;
        if (place) out.push(...pieces(child.value, place, "text").map(wrap));
        else out.push(child);
      } else if (child.type !== "element") out.push(child);
      else if (isMath(child) && at) out.push(whole(child, at));
      else if (child.tagName === "code" && at) out.push(code(child, at, "inline"));
      else if (child.tagName === "pre" && at)
        out.push({ ...child, children: child.children.map((one) => block(one, at)) });
      else out.push({ ...child, children: visit(child.children, at ?? within) });
    }
    return out;
  }

  const block = (one: ElementContent, at: Stretch): ElementContent =>
    one.type === "element" ? code(one, at, "code") : one;

  /** Text that a plugin made anew (an address found in a sentence): the next stretch that says it. */
  function searched(text: string, within: Stretch | null, after: number): Stretch | null {
    if (!within || !text.trim()) return null;
    const from = source.indexOf(text, after);
    return from >= 0 && from + text.length <= within.to ? { from, to: from + text.length } : null;
  }

  /** Code, highlighted or not: its parts' texts together are aligned, then each gets its share. */
  function code(element: Element, at: Stretch, kind: Kind): Element {
    let left = pieces(textOf(element), at, kind);
    const take = (size: number): Piece[] => {
      const taken: Piece[] = [];
      while (size > 0 && left[0]) {
        const [first, ...rest] = left;
        if (first.text.length <= size) {
          taken.push(first);
          size -= first.text.length;
          left = rest;
        } else {
          const later = first.to === undefined ? first.from + size : first.from;
          taken.push({ ...first, text: first.text.slice(0, size) });
          left = [{ ...first, text: first.text.slice(size), from: later }, ...rest];
          size = 0;
        }
      }
      return taken;
    };
    const inside = (one: Element): Element => ({
      ...one,
      children: one.children.flatMap((child) =>
        child.type === "text" ? take(child.value.length).map(wrap) : child.type === "element" ? [inside(child)] : [],
      ),
    });
    return inside(element);
  }

  /** A formula is marked as a whole. One that the source sets off by two dollars stands by itself. */
  const whole = (element: Element, at: Stretch): Element => {
    const alone = element.tagName === "pre" || source.startsWith("$$", at.from);
    const brackets = source[at.from - 1] === NOTHING ? 1 : 0;
    return {
      type: "element",
      tagName: "span",
      properties: dashed(run(start + at.from - brackets, start + at.to + brackets)),
      children: [
        {
          type: "element",
          tagName: "x-formula",
          properties: { tex: textOf(element), display: String(alone) },
          children: [],
        },
      ],
    };
  };

  return (tree: Root): Root => ({ ...tree, children: visit(tree.children as ElementContent[], null) as RootContent[] });
}

function isMath(element: Element): boolean {
  const code = element.tagName === "pre" ? element.children[0] : element;
  const names = code?.type === "element" ? code.properties.className : undefined;
  return Array.isArray(names) && names.some((name) => name === "math-inline" || name === "math-display");
}

function textOf(node: Element): string {
  return node.children
    .map((child) => (child.type === "text" ? child.value : child.type === "element" ? textOf(child) : ""))
    .join("");
}

/** hast writes `data-from` as `dataFrom`. */
function dashed(attributes: ReturnType<typeof run>): Element["properties"] {
  const to = attributes["data-to"];
  return { dataFrom: attributes["data-from"], ...(to === undefined ? {} : { dataTo: to }) };
}
