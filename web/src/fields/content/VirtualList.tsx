/** The long list itself, with the library that keeps only what is in view in the page. */
import { useLayoutEffect, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";

import { keeper, placeAround, useKeeper } from "./keeping";
import { scrollParent, type Props } from "./LongList";

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
