/** Overlapping places are underlined in lanes: each in the first lane that is free where it stands. */

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** So many lanes fit between two lines of text; what overlaps more than that shares them. */
export const LANES = 3;

/** The lane of each stretch, counted from the text downwards. The longer of those that begin together goes next to the text. */
export function lanes(stretches: readonly Stretch[]): number[] {
  const order = stretches.map((_, at) => at);
  order.sort((a, b) => {
    const [one, other] = [stretches[a] as Stretch, stretches[b] as Stretch];
    return one.from - other.from || other.to - one.to || a - b;
  });
  const found = new Array<number>(stretches.length).fill(0);
  const free: number[] = []; // where each lane is free again
  for (const at of order) {
    const { from, to } = stretches[at] as Stretch;
    const open = free.findIndex((end) => end <= from);
    const lane = open < 0 ? free.length : open;
    free[lane] = to;
    found[at] = lane % LANES;
  }
  return found;
}
