/** The places of a page (see `contract.ts`) and what they show; read anew when what they show changes. */
import { Shown } from "./shown";

const PLACE = "[data-at]";
const RUN = "[data-from]";

export class Page {
  readonly root: HTMLElement;
  private read: {
    readonly texts: ReadonlyMap<string, Shown>;
    readonly elements: ReadonlyMap<string, HTMLElement[]>;
  } | null = null;

  constructor(root: HTMLElement) {
    this.root = root;
  }

  /** Calls back after what a place shows has changed. */
  watch(changed: () => void): () => void {
    const observer = new MutationObserver((changes) => {
      if (!changes.some(touchesPlace)) return;
      this.read = null;
      changed();
    });
    observer.observe(this.root, { subtree: true, childList: true, characterData: true });
    return () => observer.disconnect();
  }

  /** The texts of the places, in the page's order. */
  get texts(): ReadonlyMap<string, Shown> {
    return this.whole().texts;
  }

  /** The elements that show a place. */
  elements(at: string): readonly HTMLElement[] {
    return this.whole().elements.get(at) ?? [];
  }

  /** All places in the page's order. */
  get places(): readonly string[] {
    return [...this.whole().elements.keys()];
  }

  private whole() {
    if (this.read) return this.read;
    const elements = new Map<string, HTMLElement[]>();
    const runs = new Map<string, HTMLElement[]>();
    for (const one of this.root.querySelectorAll<HTMLElement>(`${PLACE}, ${RUN}`)) {
      if (one.dataset.at !== undefined) push(elements, one.dataset.at, one);
      if (one.dataset.from === undefined || one.parentElement?.closest(RUN)) continue;
      const at = one.closest<HTMLElement>(PLACE)?.dataset.at;
      if (at !== undefined) push(runs, at, one);
    }
    const texts = new Map([...runs].map(([at, own]) => [at, new Shown(at, own)] as const));
    return (this.read = { texts, elements });
  }
}

/** The reference of the place that a node stands in. */
export function placeOf(node: Node | null): string | null {
  const element = node instanceof Element ? node : node?.parentElement;
  return element?.closest<HTMLElement>(PLACE)?.dataset.at ?? null;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}

function touchesPlace(change: MutationRecord): boolean {
  const { target } = change;
  const element = target instanceof Element ? target : target.parentElement;
  if (element?.closest(PLACE)) return true;
  return [...change.addedNodes, ...change.removedNodes].some(
    (node) => node instanceof Element && (node.matches(PLACE) || node.querySelector(PLACE) !== null),
  );
}
