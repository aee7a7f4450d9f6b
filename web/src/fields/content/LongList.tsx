/** Many parts of which only those in view are in the page; scrolls with whatever the list stands in. */
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";

import { keeper, placeAround, useKeeper, type Wanted } from "./keeping";

interface Props<T> {
  readonly parts: readonly T[];
  readonly render: (part: T, at: number) => ReactNode;
  /** Which part shows a place; -1 if none does. `around` is the place that the list stands in. */
  readonly find?: (wanted: Wanted, around: string | undefined) => number;
}

/** The nearest ancestor that scrolls; the page itself where none does. */
export function scrollParent(node: HTMLElement): HTMLElement {
  for (let at = node.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.documentElement;
}

export function LongList<T>({ parts, render, find }: Props<T>) {
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<VirtuosoHandle>(null);
  const [parent, setParent] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (place.current) setParent(scrollParent(place.current));
  }, []);
  useKeeper(place, (wanted) => {
    const index = find?.(wanted, placeAround(place.current)) ?? -1;
    if (index >= 0) list.current?.scrollToIndex({ index, align: "start" });
  });
  return (
    <div ref={place} {...keeper}>
      {parent && (
        <Virtuoso
          ref={list}
          customScrollParent={parent}
          data={parts}
          increaseViewportBy={800}
          itemContent={(at, part) => render(part, at)}
        />
      )}
    </div>
  );
}
