/** What the questions of a page draw, and which of them takes a selection in which place. */
import { pointsOf } from "../schema/offsets";
import { anchorOf, drawn, liesIn, piecesOf, type Anchor, type Piece, type Resolve, type Target } from "./anchor";
import type { Choice } from "./entries";
import type { Stroke } from "./paint";

/** Something drawn: an anchor with its colour (1 to 12) and what it is called. */
export interface Drawing {
  readonly id: string;
  readonly anchor: Anchor;
  readonly tone: number;
  readonly words: string;
  /** The entry that it was drawn as. */
  readonly entry?: string | undefined;
}

/** What one question draws, and what it does with a selection. */
export interface Layer {
  /** Whether its question is the active one; of layers within layers the innermost counts. */
  readonly active: boolean;
  readonly depth: number;
  readonly drawings: readonly Drawing[];
  readonly current: string | undefined;
  /** The reference that anchors must lie in; "" for anywhere. */
  readonly within: string;
  readonly spans: boolean;
  readonly elements: boolean;
  /** Whether a place may be in several pieces. */
  readonly inParts: boolean;
  /** Whether what other questions drew is selected by a click on it, rather than chosen there. */
  readonly takesDrawn?: boolean;
  /** As what a selection can be taken; none where there is nothing to choose. */
  readonly entries: readonly Choice[];
  /** What taking is called where there is nothing to choose. */
  readonly take?: string;
  /** Takes a selection; says why not when it doesn't. */
  readonly onPick: (anchor: Anchor, entry: string | undefined) => string | null;
  /** One of its drawings is chosen; undefined for none. */
  readonly onChoose: (id: string | undefined) => void;
  /** What can be done with a drawing, from the menu at it. */
  readonly onEntry?: (id: string, entry: string) => void;
  readonly onRemove?: (id: string) => void;
}

/** Where an anchor stands on the page: the place, and its pieces in UTF-16 units of that place's text. */
export interface Located {
  readonly at: string;
  readonly pieces: readonly Piece[];
}

interface Found {
  readonly own: string | null;
  readonly text: string | null;
  readonly inside: Target["inside"];
  readonly located: Located | null;
}

// an anchor never changes, so where it stands in a text holds
const found = new WeakMap<Anchor, Found>();

function placed(anchor: Anchor, target: Target, inside: Target["inside"], text: string | null): Located | null {
  if (!drawn(anchor)) return null;
  const at = inside?.at ?? anchor.at;
  const pieces = piecesOf(anchor);
  if (text === null || (!pieces.length && !inside)) return { at, pieces: [] };
  const points = pointsOf(text);
  const shift = inside?.start ?? 0;
  const own: readonly Piece[] = pieces.length ? pieces : [[0, pointsOf(target.text ?? "").length]];
  return { at, pieces: own.map(([s, e]): Piece => [points.toUtf16(s + shift), points.toUtf16(e + shift)]) };
}

export class Layers {
  private readonly all = new Map<string, Layer>();
  private resolve: Resolve = () => null;

  setResolve(resolve: Resolve): void {
    this.resolve = resolve;
  }

  set(key: string, layer: Layer | undefined): void {
    if (layer) this.all.set(key, layer);
    else this.all.delete(key);
  }

  get(key: string): Layer | undefined {
    return this.all.get(key);
  }

  /** Active ones first, the innermost before those around it. */
  get ranked(): readonly (readonly [string, Layer])[] {
    return [...this.all].sort(([, a], [, b]) => Number(b.active) - Number(a.active) || b.depth - a.depth);
  }

  /** The layer that takes a selection in a place. */
  receiver(at: string): Layer | undefined {
    return this.ranked.find(([, layer]) => {
      if (!layer.spans && !layer.elements) return false;
      return liesIn(at, layer.within) || this.inside(layer.within)?.at === at;
    })?.[1];
  }

  /** Pieces of a place's text as an anchor for a layer, cut to what its question is about; null when nothing is left. */
  anchored(layer: Layer, at: string, pieces: readonly Piece[]): Anchor | null {
    const inside = liesIn(at, layer.within) ? undefined : this.inside(layer.within);
    const whole = this.resolve(at)?.text;
    const own = inside ? this.resolve(layer.within)?.text : whole;
    if (whole == null || own == null) return null;
    const points = pointsOf(whole);
    const shift = inside?.start ?? 0;
    const most = pointsOf(own).length;
    const placed = pieces
      .map(([from, to]): Piece => {
        const start = Math.max(0, points.toCodePoints(from) - shift);
        return [start, Math.min(most, points.toCodePoints(to) - shift)];
      })
      .filter(([start, end]) => start < end);
    return placed.length ? anchorOf(inside ? layer.within : at, pointsOf(own), placed) : null;
  }

  /** A whole place as an anchor for a layer. */
  wholly(layer: Layer, at: string): Anchor {
    return { at: liesIn(at, layer.within) ? at : layer.within };
  }

  /** Where an anchor stands; `shows` tells which places have their text on the page. */
  located(anchor: Anchor, shows: (at: string) => boolean): Located | null {
    const target = this.resolve(anchor.at);
    if (!target) return null;
    const inside = shows(anchor.at) ? undefined : target.inside;
    const text = (inside ? this.resolve(inside.at)?.text : target.text) ?? null;
    const before = found.get(anchor);
    if (before && before.inside === inside && before.text === text && before.own === target.text) return before.located;
    const located = placed(anchor, target, inside, text);
    found.set(anchor, { own: target.text, text, inside, located });
    return located;
  }

  /** What is drawn at a place, the smallest first, of active layers before others. */
  drawnAt(at: string, source: number, shows: (at: string) => boolean): (readonly [string, Drawing])[] {
    const found: { readonly key: string; readonly one: Drawing; readonly size: number; readonly rank: number }[] = [];
    for (const [rank, [key, layer]] of this.ranked.entries()) {
      for (const one of layer.drawings) {
        const located = this.located(one.anchor, shows);
        if (located?.at !== at || !located.pieces.some(([from, to]) => from <= source && source < to)) continue;
        found.push({ key, one, rank, size: located.pieces.reduce((sum, [from, to]) => sum + to - from, 0) });
      }
    }
    found.sort((a, b) => a.rank - b.rank || a.size - b.size);
    return found.map(({ key, one }) => [key, one] as const);
  }

  /** All that is drawn where some layer takes a selection, each place once, in reading order. */
  walk(places: readonly string[], shows: (at: string) => boolean): Located[] {
    const found = new Map<string, Located>();
    for (const [, layer] of this.ranked) {
      for (const one of layer.drawings) {
        const located = this.located(one.anchor, shows);
        if (located?.pieces.length && this.receiver(located.at)) found.set(JSON.stringify(located), located);
      }
    }
    const rank = new Map(places.map((at, index) => [at, index]));
    const begin = (one: Located) => one.pieces[0]?.[0] ?? 0;
    return [...found.values()].sort((a, b) => (rank.get(a.at) ?? 0) - (rank.get(b.at) ?? 0) || begin(a) - begin(b));
  }

  /** All that is drawn, as it is painted: in colour while its question is active or none is. */
  strokes(shows: (at: string) => boolean): Stroke[] {
    const strokes: Stroke[] = [];
    const anyActive = [...this.all.values()].some((layer) => layer.active);
    for (const [, layer] of this.ranked) {
      const live = layer.active || !anyActive;
      for (const one of layer.drawings) {
        const found = this.located(one.anchor, shows);
        if (found) strokes.push({ ...found, tone: one.tone, live, now: live && one.id === layer.current });
      }
    }
    return strokes;
  }

  private inside(reference: string): Target["inside"] {
    return reference ? this.resolve(reference)?.inside : undefined;
  }
}
