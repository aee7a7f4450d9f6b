/** How marks are drawn on the stage. */
import type { Anchor } from "../../anchors/anchor";
import { toneAt, type Choice } from "../../anchors/entries";
import type { Drawing } from "../../anchors/layers";
import { t } from "../../app/catalogue";
import type { Mark } from "./marks";

/** Draws marks of some labels; what was drawn of a mark is kept, for a mark never changes. */
export function drawingOf(entries: readonly Choice[]): (mark: Mark, anchor: Anchor) => Drawing {
  const made = new WeakMap<Mark, Drawing>();
  const labels = new Map(entries.map((one, at) => [one.path, { tone: toneAt(at), title: one.title }]));
  return (mark, anchor) => {
    const before = made.get(mark);
    if (before?.anchor === anchor) return before;
    const label = labels.get(mark.label ?? "");
    const words = label?.title ?? (mark.label || t("marks.mark"));
    const drawing = { id: mark.id, anchor, tone: label?.tone ?? toneAt(-1), words, entry: mark.label };
    made.set(mark, drawing);
    return drawing;
  };
}
