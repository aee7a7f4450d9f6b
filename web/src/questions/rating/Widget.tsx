import { number, t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { KeyCap } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { pointsOf, scaleOf, tenth, type Point } from "./scale";

const MOST_POINTS = 11;

export function Widget(props: WidgetProps<number>) {
  const { question, value, active, onChange } = props;
  const scale = scaleOf(question);
  const points = pointsOf(question);
  const style = question.style === "scale" && points.length > MOST_POINTS ? "slider" : question.style;
  const move = (by: number) => {
    const next = value === undefined ? (by > 0 ? scale.min : scale.max) : value + by * scale.step;
    onChange(Number(Math.min(Math.max(next, scale.min), scale.max).toFixed(6)));
  };
  const pick = (press: string) => {
    const digit = /^\d$/.test(press) ? Number(press) : undefined;
    if (style === "slider" && digit !== undefined && (digit || !question.allow_na))
      return onChange(tenth(digit, scale), true);
    const point = style === "scale" || style === undefined ? points.find((one) => one.key === press) : undefined;
    if (!point) return false;
    onChange(point.value, true);
  };
  useHotkeys(
    "question:rating",
    { "rating.pick": pick, "rating.less": () => move(-1), "rating.more": () => move(1) },
    { active, level: 20 },
  );
  if (style === "slider") return <Slider {...props} />;
  if (style === "number") return <NumberField {...props} />;
  return <Points {...props} />;
}

function Points({ question, value, labelledBy, onChange }: WidgetProps<number>) {
  const points = pointsOf(question);
  const worded = points.filter((point) => point.words);
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      className="rating"
      style={{ "--points": points.length } as React.CSSProperties}
    >
      <div className="rating-points">
        {points.map((point) => (
          <button
            key={point.value}
            type="button"
            role="radio"
            aria-checked={point.value === value}
            aria-label={point.words ? `${point.value}, ${point.words}` : String(point.value)}
            title={point.words || undefined}
            className={point.value === value ? "point on" : "point"}
            onClick={() => (point.value === value ? onChange(undefined) : onChange(point.value, true))}
          >
            <span className="num">{number(point.value)}</span>
            {point.key !== String(point.value) && <KeyCap press={point.key} />}
          </button>
        ))}
      </div>
      {worded.length > 2 ? (
        <Anchors points={worded} value={value} />
      ) : (
        worded.length > 0 && (
          <div className="rating-words small quiet" aria-hidden="true">
            <span dir="auto">{worded[0]?.words}</span>
            <span dir="auto">{worded.length > 1 && worded.at(-1)?.words}</span>
          </div>
        )
      )}
    </div>
  );
}

/** What the points of a scale mean, each with its number: none is left to be guessed, the one that was given stands out. */
function Anchors({ points, value }: { readonly points: readonly Point[]; readonly value: number | undefined }) {
  return (
    <p className="rating-anchors small quiet" aria-hidden="true">
      {points.map((point) => (
        <span key={point.value} className={point.value === value ? "on" : undefined}>
          <span className="num">{number(point.value)}</span> <span dir="auto">{point.words}</span>
        </span>
      ))}
    </p>
  );
}

function Slider({ question, value, labelledBy, onChange }: WidgetProps<number>) {
  const { min, max, step } = scaleOf(question);
  const worded = pointsOf(question).filter((point) => point.words);
  return (
    <div className="rating-slider">
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={value ?? (min + max) / 2}
        data-empty={value === undefined}
        aria-labelledby={labelledBy}
        aria-valuetext={value === undefined ? t("work.notAnswered") : number(value)}
        onChange={(event) => onChange(Number(event.target.value))}
        onPointerUp={(event) => value === undefined && onChange(Number(event.currentTarget.value))}
      />
      <output className="num">{value === undefined ? "–" : number(value)}</output>
      <span className="small quiet num">
        {number(min)} – {number(max)}
      </span>
      {worded.length > 0 && <Anchors points={worded} value={value} />}
    </div>
  );
}

function NumberField({ question, value, labelledBy, onChange }: WidgetProps<number>) {
  const { min, max, step } = scaleOf(question);
  return (
    <div className="rating-slider">
      <input
        type="number"
        className="field num"
        min={min}
        max={max}
        step={step}
        value={value ?? ""}
        aria-labelledby={labelledBy}
        onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))}
      />
      <span className="small quiet num">
        {number(min)} – {number(max)}
      </span>
    </div>
  );
}
