/** Many parts of which only those in view are in the page; scrolls with whatever the list stands in. */
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Virtuoso } from "react-virtuoso";

interface Props<T> {
  readonly parts: readonly T[];
  readonly render: (part: T, at: number) => ReactNode;
}

/** The nearest ancestor that scrolls; the page itself where none does. */
function scrollParent(node: HTMLElement): HTMLElement {
  for (let at = node.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.documentElement;
}

export function LongList<T>({ parts, render }: Props<T>) {
  const place = useRef<HTMLDivElement>(null);
  const [parent, setParent] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (place.current) setParent(scrollParent(place.current));
  }, []);
  return (
    <div ref={place}>
      {parent && (
        <Virtuoso
          customScrollParent={parent}
          data={parts}
          increaseViewportBy={800}
          itemContent={(at, part) => render(part, at)}
        />
      )}
    </div>
  );
}
