/** The marks in reading order, the chosen one open with what is asked of it; of very many only those in view are in the page. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";

import { MarkRow, type RowActs, type RowProps } from "./MarkRow";
import type { Mark } from "./marks";

interface Props extends Omit<RowProps, "mark" | "now" | "index" | "state">, RowActs {
  readonly ordered: readonly Mark[];
  readonly now: Mark | undefined;
  readonly lost: ReadonlyMap<string, { readonly is: string }>;
  readonly indexOf: (mark: Mark) => number;
}

/** Beyond this many marks only those in view are in the page. */
const MANY = 60;

export function MarkList({ ordered, now, lost, indexOf, ...row }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<VirtuosoHandle>(null);
  const [parent, setParent] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    setParent(place.current?.closest<HTMLElement>(".work-panel, .work-strip, .work-desk") ?? document.documentElement);
  }, []);
  const at = now ? ordered.findIndex((one) => one.id === now.id) : -1;
  useEffect(() => {
    if (at >= 0) list.current?.scrollIntoView({ index: at });
  }, [at]);
  const show = (mark: Mark) => (
    <MarkRow
      key={mark.id}
      {...row}
      mark={mark}
      index={indexOf(mark)}
      now={mark.id === now?.id}
      state={lost.get(mark.id)?.is}
    />
  );
  if (ordered.length <= MANY) {
    return ordered.length > 0 && <div className="marks-list">{ordered.map(show)}</div>;
  }
  return (
    <div ref={place} className="marks-list">
      {parent && (
        <Virtuoso
          ref={list}
          customScrollParent={parent}
          data={ordered}
          computeItemKey={(_, mark) => mark.id}
          increaseViewportBy={300}
          itemContent={(_, mark) => show(mark)}
        />
      )}
    </div>
  );
}
