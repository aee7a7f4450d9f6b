/** Over the texts: a number at both ends of each link, and a line for the chosen one. What is out of sight is not drawn. */
import { useLayoutEffect, useReducer } from "react";
import { createPortal } from "react-dom";

import type { Anchor } from "../../anchors/anchor";
import { useStage } from "../../anchors/AnchorStage";
import { toneOf, type Choice } from "../../anchors/entries";
import type { Context } from "../../schema/kinds";
import { ENDS, placed, type Link } from "./links";

interface Props {
  readonly links: readonly Link[];
  readonly context: Context;
  readonly entries: readonly Choice[];
  readonly active: boolean;
  readonly now: Link | undefined;
  readonly begun: Anchor | undefined;
}

export function Lines({ links, context, entries, active, now, begun }: Props) {
  const stage = useStage();
  const [, again] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(again);
    };
    const off = stage?.onMoved(soon);
    soon(); // the texts are there after the first paint
    return () => {
      cancelAnimationFrame(frame);
      off?.();
    };
  }, [stage, links, active]);
  if (!stage || !active || (!links.length && !begun)) return null;
  const drawn = links.map((link, index) => {
    const ends = placed(link, context);
    return {
      link,
      number: index + 1,
      tone: toneOf(entries, link.type),
      rects: ENDS.map((end) => stage.whereabouts.beginRect(ends[end])),
    };
  });
  const line = drawn.find((one) => one.link.id === now?.id);
  const [from, to] = line?.rects ?? [];
  return createPortal(
    <div className="links-over" aria-hidden="true">
      {line && from && to && (
        <svg className={`links-lines tone-${line.tone}`}>
          <path d={curve(from, to)} />
        </svg>
      )}
      {drawn.flatMap(({ link, number, tone, rects }) =>
        rects.map(
          (rect, at) =>
            rect && (
              <span
                key={`${link.id}${ENDS[at]}`}
                className={`links-badge num tone-${tone}${link.id === now?.id ? " now" : ""}`}
                style={{ left: rect.left, top: rect.top }}
              >
                {number}
              </span>
            ),
        ),
      )}
    </div>,
    document.body,
  );
}

/** A curve that leaves one end upwards and comes to the other from above. */
function curve(from: DOMRect, to: DOMRect): string {
  const [x1, y1, x2, y2] = [from.left, from.top, to.left, to.top];
  const lift = Math.min(60, 16 + Math.abs(x2 - x1) / 8 + Math.abs(y2 - y1) / 8);
  return `M${x1},${y1} C${x1},${y1 - lift} ${x2},${y2 - lift} ${x2},${y2}`;
}
