/** The passage that was chosen: brought into view and painted. */
import { bring } from "../content/keeping";
import { paint, rangesOf } from "../content/paint";

const PASSAGE = "accord-passage";

export interface Place {
  readonly at: string;
  readonly document: number;
  readonly from?: number;
  readonly to?: number;
}

/** Brings a passage into view and paints it. */
export async function show(root: HTMLElement | null, { at, from, to }: Place): Promise<void> {
  if (!root) return;
  await bring(root, { at, offset: from });
  if (from === undefined || to === undefined) return;
  paint(PASSAGE, [...rangesOf(root, [{ at, from, to }]).values()].flat());
}

/** Takes the paint away. */
export function unpaint(): void {
  paint(PASSAGE, []);
}
