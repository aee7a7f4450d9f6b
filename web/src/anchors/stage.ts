/**
 * The stage of a page: which questions draw in its texts, what is selected, and what is painted.
 *
 * Questions put their layers on it (`useLayer`). A selection, made with the mouse, by touch or with the caret, goes to the
 * active layer if it lies in what that question is about, else to the first that takes it. Positions are UTF-16 units of
 * the source here; what goes to the layers is an anchor, in code points.
 */
import type { Anchor, Piece, Resolve } from "./anchor";
import type { Choice } from "./entries";
import { Layers, type Layer, type Located } from "./layers";
import { sentenceAt, wordAt } from "./moves";
import { Page, placeOf } from "./page";
import { clearPaint, paint } from "./paint";
import type { Shown } from "./shown";
import { bringIntoView, firstInSight, lastRectOf, rectOf } from "./sight";
import { Whereabouts } from "./whereabouts";

/** What is selected. */
export interface Picked {
  readonly at: string;
  readonly anchor: number;
  readonly focus: number;
  /** Pieces selected before, for a place in parts. */
  readonly pieces: readonly Piece[];
  readonly whole: boolean;
  readonly by: "keys" | "pointer";
}

export interface Snapshot {
  readonly picked: Picked | null;
  /** The menu at the selection, or at a drawing. */
  readonly menu: "picked" | { readonly layer: string; readonly id: string } | null;
  /** What a screen reader is to say. */
  readonly said: string;
  /** Why the last selection was not taken. */
  readonly refused: string | null;
  /** Counts what moves things on the page, so that what stands over the text follows. */
  readonly turn: number;
}

export class Stage {
  readonly layers = new Layers();
  /** Where the places that anchors name stand in the window. */
  readonly whereabouts = new Whereabouts(this.layers, () => this.page);
  private readonly listeners = new Set<() => void>();
  private readonly movers = new Set<() => void>();
  private page: Page | null = null;
  private state: Snapshot = { picked: null, menu: null, said: "", refused: null, turn: 0 };
  private painting = false;
  private last: { readonly at: string; readonly source: number } | null = null;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  snapshot = (): Snapshot => this.state;

  /** Finds what references name. */
  setResolve(resolve: Resolve): void {
    this.layers.setResolve(resolve);
    this.repaint();
  }

  /** Begins to paint in a part of the page. */
  attach(root: HTMLElement): () => void {
    const page = new Page(root);
    this.page = page;
    const unwatch = page.watch(() => {
      this.repaint();
      this.moved();
    });
    this.repaint();
    return () => {
      unwatch();
      this.page = null;
      clearPaint(page);
    };
  }

  setLayer(key: string, layer: Layer | undefined): void {
    this.layers.set(key, layer);
    this.repaint();
  }

  /** What of the page is painted in; null while there is none. */
  get root(): HTMLElement | null {
    return this.page?.root ?? null;
  }

  /** Places in the page's order. */
  get places(): readonly string[] {
    return this.page?.places ?? [];
  }

  /* ---- selecting ---- */

  /** Takes a selection of the browser's. `more` adds a piece to what is selected. */
  select(selection: Selection, more: boolean): boolean {
    const place = this.placed(selection);
    const layer = place && this.layers.receiver(place.shown.at);
    if (!place || !layer) return false;
    const { shown } = place;
    const [from, to] = shown.trimmed(place.from, place.to);
    const span = from < to ? shown.sourceOf(from, to) : null;
    if (!span) return false;
    const before = this.state.picked;
    const goesOn = more && layer.inParts && before?.at === shown.at && !before.whole;
    const pieces = goesOn ? [...before.pieces, spanOf(before)] : [];
    const [anchor, focus] = selection.direction === "backward" ? [span[1], span[0]] : span;
    this.pick({ at: shown.at, anchor, focus, pieces, whole: false, by: "pointer" }, "picked");
    return true;
  }

  /** A click in a text: chooses what is drawn there, one after another where several are. */
  click(node: Node, offset: number): void {
    const shown = this.texts().find((one) => one.indexAt(node, offset) !== null);
    if (!shown) return this.drop();
    const source = shown.sourceAt(shown.indexAt(node, offset) ?? 0);
    this.last = { at: shown.at, source };
    const there = this.layers.drawnAt(shown.at, source, this.shows);
    const { menu } = this.state;
    const now = there.findIndex(([key, one]) => typeof menu === "object" && menu?.layer === key && menu.id === one.id);
    const next = there[now + 1] ?? there[0];
    this.drop();
    const live = this.layers.ranked[0]?.[1];
    if (!next) return live?.onChoose(undefined);
    if (live?.active && live.takesDrawn && this.layers.receiver(shown.at) === live) {
      const found = this.layers.located(next[1].anchor, this.shows);
      if (found) return this.pickLocated(found, "pointer");
    }
    this.layers.get(next[0])?.onChoose(next[1].id);
    this.set({ menu: { layer: next[0], id: next[1].id } });
  }

  /** Selects the next or previous place that something is drawn at. */
  walk(by: 1 | -1): boolean {
    const { picked } = this.state;
    const all = this.layers.walk(this.places, this.shows);
    const at = all.findIndex((one) => one.at === picked?.at && one.pieces[0]?.[0] === spanOf(picked)[0]);
    const next = at < 0 ? all.at(by > 0 ? 0 : -1) : all[at + by];
    if (!next) return false;
    this.pickLocated(next, "keys");
    return true;
  }

  private pickLocated({ at, pieces }: Located, by: Picked["by"]): void {
    const last = pieces.at(-1);
    if (!last) return;
    const [anchor, focus] = last;
    this.pick({ at, anchor, focus, pieces: pieces.slice(0, -1), whole: false, by }, by === "pointer" ? "picked" : null);
  }

  /** Lets go of selection and menu. */
  drop(): void {
    const { picked, menu, refused } = this.state;
    if (picked || menu || refused) this.set({ picked: null, menu: null, refused: null });
  }

  /** Where the caret is: the text, the selection, and the position in the text as shown. */
  get caret(): { readonly shown: Shown; readonly picked: Picked; readonly index: number } | null {
    const { picked } = this.state;
    const shown = picked && this.page?.texts.get(picked.at);
    return shown ? { shown, picked, index: shown.indexOf(picked.focus) } : null;
  }

  pick(picked: Picked, menu: Snapshot["menu"]): void {
    this.last = { at: picked.at, source: picked.focus };
    if (picked.by === "keys") document.getSelection()?.removeAllRanges();
    this.set({ picked, menu, refused: null });
    if (picked.by === "keys") this.follow();
  }

  /** Gives the selection to its layer; without one the word at the caret, or its sentence where whole elements are marked too. */
  take(entry: string | undefined): boolean {
    const { caret } = this;
    const layer = caret && this.layers.receiver(caret.picked.at);
    const anchor = layer && (this.selection() ?? this.caretAnchor(layer));
    if (!layer || !anchor) return false;
    const refused = layer.onPick(anchor, entry);
    if (refused) this.set({ refused, said: refused });
    else {
      document.getSelection()?.removeAllRanges();
      this.set({ picked: null, menu: null, refused: null });
    }
    return true;
  }

  /** The selection as an anchor for its layer; null when nothing is selected. */
  selection(): Anchor | null {
    const { picked } = this.state;
    const layer = picked && this.layers.receiver(picked.at);
    if (!picked || !layer) return null;
    if (picked.whole) return this.layers.wholly(layer, picked.at);
    const own = picked.anchor === picked.focus ? [] : [this.trim(picked)];
    return this.layers.anchored(layer, picked.at, [...picked.pieces, ...own]);
  }

  /** What the selection can be taken as. */
  get entries(): readonly Choice[] {
    const { picked } = this.state;
    return (picked && this.layers.receiver(picked.at)?.entries) || [];
  }

  /** What taking the selection is called. */
  get taking(): string | undefined {
    const { picked } = this.state;
    return (picked && this.layers.receiver(picked.at)?.take) || undefined;
  }

  /** Whether the selection may be the whole element instead of its text. */
  get mayBeWhole(): boolean {
    const { picked } = this.state;
    const layer = picked && this.layers.receiver(picked.at);
    return Boolean(layer?.elements && layer.spans);
  }

  say(said: string): void {
    this.set({ said });
  }

  /** Things on the page may have moved. */
  moved(): void {
    this.movers.forEach((mover) => mover());
    if (this.state.picked || this.state.menu) this.set({});
  }

  /** Calls back when things on the page may have moved, for what stands over the text. */
  onMoved(mover: () => void): () => void {
    this.movers.add(mover);
    return () => this.movers.delete(mover);
  }

  /** The texts that some layer takes a selection in, in the page's order. */
  open(): Shown[] {
    return this.texts().filter((one) => this.layers.receiver(one.at));
  }

  /**
   * Where to begin with the caret: at what is current, where it was last, or at the first text in view; of the texts that
   * the active question is about, where it is about any.
   */
  begin(): { readonly at: string; readonly source: number } | null {
    const live = this.layers.ranked[0]?.[1];
    const all = this.open();
    const own = all.filter((one) => live?.active && this.layers.receiver(one.at) === live);
    const open = own.length ? own : all;
    const isOpen = (at: string | undefined) => open.some((one) => one.at === at);
    const current = live?.drawings.find((one) => one.id === live.current);
    const found = current && this.layers.located(current.anchor, this.shows);
    const end = found?.pieces.at(-1)?.[1];
    if (found && end !== undefined && isOpen(found.at)) return { at: found.at, source: end };
    if (this.last && isOpen(this.last.at)) return this.last;
    for (const shown of open) {
      for (const part of shown.parts) {
        const offset = firstInSight(part.node);
        if (offset !== null) return { at: shown.at, source: shown.sourceAt(part.index + Math.min(offset, part.size)) };
      }
    }
    return open[0] ? { at: open[0].at, source: open[0].sourceAt(0) } : null;
  }

  /** The language that a place is written in. */
  language(at: string): string | undefined {
    const element = this.page?.elements(at)[0];
    const inner = element?.querySelector<HTMLElement>("[lang]") ?? element?.closest<HTMLElement>("[lang]");
    return inner?.lang || undefined;
  }

  /* ---- looking ---- */

  /** Where what is selected stands in the window. */
  pickedRects(): DOMRect[] {
    const { picked } = this.state;
    if (!picked) return [];
    if (picked.whole) return this.whereabouts.rects({ at: picked.at }).slice(0, 1);
    const [from, to] = spanOf(picked);
    return this.page?.texts.get(picked.at)?.rangesOf(from, to).map(lastRectOf) ?? [];
  }

  /** The same selection as a whole element, or as text again. */
  toggleWhole(): void {
    const { picked, menu } = this.state;
    if (picked) this.pick({ ...picked, whole: !picked.whole }, menu);
  }

  /** Where the caret stands in the window. */
  caretRect(): DOMRect | null {
    const { caret } = this;
    const dom = caret?.shown.domAt(caret.index);
    if (!dom) return null;
    return rectOf({ startContainer: dom.node, startOffset: dom.offset, endContainer: dom.node, endOffset: dom.offset });
  }

  /* ---- within ---- */

  private shows = this.whereabouts.shows;

  private texts(): Shown[] {
    return [...(this.page?.texts.values() ?? [])];
  }

  private set(next: Partial<Snapshot>): void {
    this.state = { ...this.state, ...next, turn: this.state.turn + 1 };
    this.listeners.forEach((listener) => listener());
    if ("picked" in next) this.repaint();
  }

  private follow(): void {
    const { caret } = this;
    const dom = caret?.shown.domAt(caret.index);
    const rect = this.caretRect();
    if (dom?.node.parentElement && rect) bringIntoView(dom.node.parentElement, rect);
  }

  private trim(picked: Picked): Piece {
    const [from, to] = spanOf(picked);
    const shown = this.page?.texts.get(picked.at);
    return shown?.sourceOf(...shown.trimmed(shown.indexOf(from), shown.indexOf(to))) ?? [from, to];
  }

  private caretAnchor(layer: Layer): Anchor | null {
    const { caret } = this;
    const around = layer.elements ? sentenceAt : wordAt;
    const found = caret && around(caret.shown.text, caret.index, this.language(caret.picked.at));
    const span = found && caret.shown.sourceOf(...found);
    return span ? this.layers.anchored(layer, caret.picked.at, [span]) : null;
  }

  /** The place in which a selection began, or the first that it covers, and what it covers there. */
  private placed(selection: Selection): { readonly shown: Shown; readonly from: number; readonly to: number } | null {
    if (!selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const began = placeOf(selection.anchorNode);
    const texts = this.open().sort((a, b) => Number(b.at === began) - Number(a.at === began));
    for (const shown of texts) {
      const covered = shown.covered(range);
      if (covered) return { shown, from: covered[0], to: covered[1] };
    }
    return null;
  }

  /** Paints before the next frame, once, however many layers changed. */
  private repaint(): void {
    if (this.painting) return;
    this.painting = true;
    queueMicrotask(() => {
      this.painting = false;
      if (this.page) paint(this.page, this.layers.strokes(this.shows), this.pickedPieces());
    });
  }

  private pickedPieces(): { readonly at: string; readonly pieces: readonly Piece[]; readonly whole: boolean } | null {
    const { picked } = this.state;
    if (!picked) return null;
    const own = picked.by === "keys" && picked.anchor !== picked.focus ? [spanOf(picked)] : [];
    return { at: picked.at, pieces: [...picked.pieces, ...own], whole: picked.whole };
  }
}

/** What is selected now, from its beginning to its end. */
export function spanOf({ anchor, focus }: Picked): Piece {
  return anchor < focus ? [anchor, focus] : [focus, anchor];
}
