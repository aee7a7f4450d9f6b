/** One figure on an axis: a dot with its interval. The numbers stand beside it. */
import { axis, placed, type Figure, type Show } from "./parts";

const WIDTH = 220;

interface Props {
  readonly show: Show;
  readonly figure: Figure;
  readonly all: readonly Figure[];
  readonly scale?: readonly [number, number] | null | undefined;
}

export function Range({ show, figure, all, scale }: Props) {
  const ends = axis(show, all, scale);
  if (figure.estimate === null) return <span className="quiet small">{figure.why}</span>;
  const x = (value: number) => placed(value, ends, WIDTH - 8) + 4;
  const zero = show === "change" && ends[0] < 0 && ends[1] > 0 ? x(0) : null;
  return (
    <svg className="range-chart" width={WIDTH} height="18" aria-hidden="true">
      <line className="track" x1="4" x2={WIDTH - 4} y1="9" y2="9" />
      {zero !== null && <line className="zero" x1={zero} x2={zero} y1="1" y2="17" />}
      {show === "share" && <line className="bar" x1="4" x2={x(figure.estimate)} y1="9" y2="9" />}
      {figure.low !== null && figure.high !== null && (
        <line className="whisker" x1={x(figure.low)} x2={x(figure.high)} y1="9" y2="9" />
      )}
      <circle className="dot" cx={x(figure.estimate)} cy="9" r="4.5" />
    </svg>
  );
}
