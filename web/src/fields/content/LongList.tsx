/** Many parts of which only those in view are in the page; scrolls with whatever the list stands in. */
import { Suspense, type ComponentType } from "react";

import { Skeleton } from "../../parts/Skeleton";
import { later } from "./later";
import type { Props } from "./VirtualList";

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
