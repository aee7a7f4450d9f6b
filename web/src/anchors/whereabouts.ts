/** Where the places that anchors name stand in the window, and how they come into view. */
import { bring, type Wanted } from "../fields/content/keeping";
import type { Anchor } from "./anchor";
import type { Layers, Located } from "./layers";
import type { Page } from "./page";
import { bringIntoView, canBeSeen, rectOf } from "./sight";

/** Frames that a long list takes to come to rest. */
const SETTLING = 12;

export class Whereabouts {
  constructor(
    private readonly layers: Layers,
    private readonly page: () => Page | null,
  ) {}

  /** Whether the text of a place is in the page. */
  shows = (at: string): boolean => this.page()?.texts.has(at) ?? false;

  /** Brings an anchor into view; `brings` it into the page first, where a long list or a fold keeps it out. */
  show(anchor: Anchor, brings = true): void {
    const found = this.layers.located(anchor, this.shows);
    const page = this.page();
    if (!found || !page) return;
    const range = beginning(page, found);
    if (!range && found.pieces.length) {
      if (brings) void this.bring(page.root, anchor, { at: found.at, offset: found.pieces[0]?.[0] ?? 0 });
      return;
    }
    const element = range ? range.startContainer.parentElement : page.elements(found.at)[0];
    if (element) bringIntoView(element, range ? rectOf(range) : element.getBoundingClientRect());
  }

  /** Where the first piece of an anchor that can be seen begins; null when none can. */
  beginRect(anchor: Anchor): DOMRect | null {
    const found = this.layers.located(anchor, this.shows);
    const page = this.page();
    if (!found || !page) return null;
    const range = beginning(page, found);
    const element = range?.startContainer.parentElement ?? page.elements(found.at)[0];
    if (!element) return null;
    const rect = range ? rectOf(range) : element.getBoundingClientRect();
    return canBeSeen(element, rect) ? rect : null;
  }

  /** Where the pieces of an anchor that are in the page stand. */
  rects(anchor: Anchor): DOMRect[] {
    const found = this.layers.located(anchor, this.shows);
    const page = this.page();
    if (!found || !page) return [];
    if (!found.pieces.length) return page.elements(found.at).map((one) => one.getBoundingClientRect());
    const shown = page.texts.get(found.at);
    return found.pieces.flatMap(([from, to]) => shown?.rangesOf(from, to).map(rectOf) ?? []);
  }

  /** What came into the page is larger than the place, and a long list moves it while it measures what came. */
  private async bring(root: ParentNode, anchor: Anchor, wanted: Wanted): Promise<void> {
    if (!(await bring(root, wanted))) return;
    for (let frame = 0; frame < SETTLING; frame++) {
      await new Promise(requestAnimationFrame);
      this.show(anchor, false);
    }
  }
}

function beginning(page: Page, { at, pieces }: Located) {
  const [from, to] = pieces[0] ?? [0, 0];
  return page.texts.get(at)?.rangesOf(from, to)[0];
}
