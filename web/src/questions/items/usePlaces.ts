/** The places that items come from, as they stand in the record: painted, chosen there, taken from a selection. */
import { useLayer } from "../../anchors/AnchorStage";
import type { Layer } from "../../anchors/layers";
import type { WidgetProps } from "../../schema/kinds";
import { anchorNeed, draws, toneOf, wordsOf, type Item } from "./items";

export function usePlaces(
  key: string,
  { question, context, value, active }: WidgetProps<Item[]>,
  current: string | undefined,
  does: Pick<Layer, "onPick" | "onChoose" | "onRemove">,
): void {
  const placed = anchorNeed(question) !== "none";
  useLayer(key, {
    active,
    drawings: (value ?? []).flatMap((item, at) => {
      const { id, anchor } = item;
      return anchor ? [{ id, anchor, tone: toneOf(item, question), words: `${at + 1} ${wordsOf(item, context)}` }] : [];
    }),
    current,
    within: context.within,
    spans: placed && draws(question, "span"),
    elements: placed && draws(question, "element"),
    inParts: true,
    entries: [],
    ...does,
  });
}
