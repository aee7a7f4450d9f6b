/** Many parts of which only those in view are in the page; scrolls with whatever the list stands in. */
import { Suspense, type ComponentType, type ReactNode } from "react";

import { Skeleton } from "../../parts/Skeleton";
import type { Wanted } from "./keeping";
import { later } from "./later";

export interface Props<T> {
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

const list = later(() =>
  import("./VirtualList").then((one) => one.VirtualList as unknown as ComponentType<Props<unknown>>),
);

export function LongList<T>(props: Props<T>) {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <list.Component {...(props as unknown as Props<unknown>)} />
    </Suspense>
  );
}
