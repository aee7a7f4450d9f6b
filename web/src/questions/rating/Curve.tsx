/** A rating of each part of a text, drawn as one curve: draw over it, or give each part its number by keys. */
import { useEffect, useRef, useState } from "react";

import { number, t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { KeyCap } from "../../hotkeys/Keys";
import { isolated } from "../../schema/direction";
import type { TogetherProps } from "../../schema/kinds";
import { lines, onStep, partAt, stroke, valueAt, xOf, yOf, type Size } from "./arc";
import { pointsOf, scaleOf } from "./scale";

const HEIGHT = 92; // the text above it is what is judged
/** While another question is active. */
const LOW = 38;
const ROOM = 12;
const SHORT = 160;

export function Curve({ question, parts, now, labelledBy, onActivate, onChange, onStroke }: TogetherProps<number>) {
  const scale = scaleOf(question);
  const keys = pointsOf(question);
  const svg = useRef<SVGSVGElement>(null);
  const { width, mirrored } = useMeasured(svg, question.each ?? "");
  const size: Size = { width, height: now === undefined ? LOW : HEIGHT, room: ROOM, mirrored };
  const last = useRef<{ at: number; value: number } | null>(null);
  const strokes = useRef(0);
  const at = parts.findIndex((part) => part.element.id === now);
  const here = parts[at];
  const words = (index: number) => String(parts[index]?.element.text ?? parts[index]?.element.id ?? "").trim();

  const give = (value: number, done: boolean) => {
    if (!here) return false;
    onChange(value, done);
  };
  const byKey = (press: string) => {
    const point = keys.find((one) => one.key === press);
    return point ? give(point.value, true) : false;
  };
  const nudge = (by: number) =>
    give(onStep(here?.value === undefined ? (scale.min + scale.max) / 2 : here.value + by * scale.step, scale), false);
  const move = (by: number) => {
    const to = parts[at + by];
    if (!to) return false;
    onActivate(to.element.id);
  };
  useHotkeys(
    "question:rating",
    {
      "rating.pick": byKey,
      "rating.up": () => nudge(1),
      "rating.down": () => nudge(-1),
      "rating.less": () => move(mirrored ? 1 : -1),
      "rating.more": () => move(mirrored ? -1 : 1),
    },
    { active: now !== undefined, level: 20 },
  );
  const draw = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const to = {
      at: partAt(event.clientX - box.left, parts.length, size),
      value: valueAt(event.clientY - box.top, scale, size),
    };
    const drawn = stroke(last.current ?? to, to, scale);
    last.current = to;
    const values = new Map([...drawn].map(([index, value]) => [parts[index]?.element.id ?? "", value]));
    onStroke(values, String(strokes.current));
  };
  const points = parts.map((part, index) =>
    part.value === undefined ? null : { x: xOf(index, parts.length, size), y: yOf(part.value, scale, size) },
  );
  const anchors = keys.filter((point) => point.words);
  return (
    <div
      className={`curve ${now === undefined ? "low" : ""} ${mirrored ? "mirrored" : ""}`}
      role="group"
      aria-labelledby={labelledBy}
    >
      <div className="curve-scale small quiet" aria-hidden="true">
        <span dir="auto">{anchors.at(-1)?.words ?? number(scale.max)}</span>
        <span dir="auto">{anchors[0]?.words ?? number(scale.min)}</span>
      </div>
      <svg
        ref={svg}
        className="curve-plot"
        viewBox={`0 0 ${size.width} ${size.height}`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = null;
          strokes.current += 1;
          draw(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && draw(event)}
      >
        {keys.length <= 12 &&
          keys.map((point) => (
            <line
              key={point.value}
              className="curve-line"
              x1={0}
              x2={size.width}
              y1={yOf(point.value, scale, size)}
              y2={yOf(point.value, scale, size)}
            />
          ))}
        {at >= 0 && (
          <line
            className="curve-now"
            x1={xOf(at, parts.length, size)}
            x2={xOf(at, parts.length, size)}
            y1={0}
            y2={size.height}
          />
        )}
        <path className="curve-path" d={lines(points)} />
        {parts.map((part, index) => (
          <circle
            key={part.element.id}
            role="slider"
            tabIndex={index === Math.max(at, 0) ? 0 : -1}
            aria-label={t("work.curvePart", { n: index + 1, of: parts.length, words: words(index).slice(0, SHORT) })}
            aria-orientation="vertical"
            aria-valuemin={scale.min}
            aria-valuemax={scale.max}
            aria-valuenow={part.value ?? scale.min}
            aria-valuetext={part.value === undefined ? t("work.notAnswered") : number(part.value)}
            className={`curve-point ${part.value === undefined ? "empty" : ""} ${index === at ? "at" : ""}`}
            cx={xOf(index, parts.length, size)}
            cy={yOf(part.value ?? (scale.min + scale.max) / 2, scale, size)}
            r={parts.length > 60 ? 3.5 : 6}
            onFocus={() => onActivate(part.element.id)}
          />
        ))}
      </svg>
      {here && (
        <p className="curve-words small">
          <b className="num">{here.value === undefined ? "–" : number(here.value)}</b>
          <span className="num">
            {t("work.curvePart", { n: at + 1, of: parts.length, words: isolated(words(at)) })}
          </span>
          <span className="curve-hint quiet push">
            {t("work.curveHint")} {keys.length <= 10 && <KeyHint first={keys[0]?.key} last={keys.at(-1)?.key} />}
          </span>
        </p>
      )}
    </div>
  );
}

function KeyHint({ first, last }: { first: string | undefined; last: string | undefined }) {
  return first && last ? (
    <>
      <KeyCap press={first} /> – <KeyCap press={last} />
    </>
  ) : null;
}

/** The width of the plot in pixels, so that a point is a circle; and whether a field's text runs from right to left, as shown. */
function useMeasured(svg: React.RefObject<SVGSVGElement | null>, at: string): { width: number; mirrored: boolean } {
  const [measured, setMeasured] = useState({ width: 800, mirrored: false });
  useEffect(() => {
    const node = svg.current;
    if (!node) return;
    const observer = new ResizeObserver(([entry]) => {
      const shown = document.querySelector(`[data-at="${CSS.escape(at)}"] [data-from]`);
      const mirrored = shown !== null && getComputedStyle(shown).direction === "rtl";
      if (entry) setMeasured({ width: Math.max(entry.contentRect.width, 1), mirrored });
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, [svg, at]);
  return measured;
}
