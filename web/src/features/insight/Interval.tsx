/** An estimate between 0 and 1 with its interval, drawn and written. */
import { number } from "../../app/catalogue";

const WIDTH = 160;
const RELIABLE = 0.667; // Krippendorff (2004): below, draw no conclusions

export interface Figure {
  readonly estimate: number;
  readonly low: number | null;
  readonly high: number | null;
}

const two = (value: number) => number(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const between = (low: number, high: number, percent: boolean) =>
  percent ? `${number(Math.round(low * 100))} – ${number(high, { style: "percent" })}` : `${two(low)} – ${two(high)}`;
const at = (value: number) => Math.round(Math.min(Math.max(value, 0), 1) * WIDTH);

interface Props {
  readonly figure: Figure;
  /** A share that is neither good nor bad. */
  readonly plain?: boolean;
  /** Written as the estimate beside it is. */
  readonly percent?: boolean;
}

export function Interval({ figure, plain = false, percent = false }: Props) {
  const { estimate, low, high } = figure;
  const known = low !== null && high !== null;
  return (
    <span className={estimate < RELIABLE && !plain ? "interval low" : "interval"}>
      <svg width={WIDTH} height="14" aria-hidden="true">
        <line className="track" x1="0" x2={WIDTH} y1="7" y2="7" />
        {known && <line className="range" x1={at(low)} x2={at(high)} y1="7" y2="7" />}
        <circle className="point" cx={at(estimate)} cy="7" r="4" />
      </svg>
      <span className="quiet num small">{known ? between(low, high, percent) : "–"}</span>
    </span>
  );
}

export { two };
