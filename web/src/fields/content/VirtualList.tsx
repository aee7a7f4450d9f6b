/** The long list itself, with the library that keeps only what is in view in the page. */
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";

import { keeper, placeAround, useKeeper, type Wanted } from "./keeping";
import { scrollParent } from "./scrolling";

export interface Props<T> {
  readonly parts: readonly T[];
  readonly render: (part: T, at: number) => ReactNode;
  /** Which part shows a place; -1 if none does. `around` is the place that the list stands in. */
  readonly find?: (wanted: Wanted, around: string | undefined) => number;
}

export function VirtualList<T>({ parts, render, find }: Props<T>) {
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
