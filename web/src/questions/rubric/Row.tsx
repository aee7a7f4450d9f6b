/** One criterion: what it is, the points to give, the reason. */
import { useId } from "react";

import type { Fault } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import { KeyCap } from "../../hotkeys/Keys";
import type { Criterion, Point, Score, Scored } from "./criteria";

interface Props {
  readonly criterion: Criterion;
  readonly points: readonly Point[];
  readonly given: Scored | undefined;
  readonly now: boolean;
  readonly why: "none" | "optional" | "required";
  readonly lack: string | null;
  readonly faults: readonly Fault[];
  readonly onScore: (score: Score) => void;
  readonly onWhy: (words: string) => void;
  readonly onLeave: () => void;
}

/** Where so many points have words, their signs would not say enough. */
const MOST_WORDED = 4;

export function Row({ criterion, points, given, now, why, lack, faults, onScore, onWhy, onLeave }: Props) {
  const id = useId();
  const worded = points.some((point) => point.sign !== point.words) && points.length <= MOST_WORDED;
  const writes = why === "required" || (why === "optional" && (now || Boolean(given?.why)));
  return (
    <div className={now ? "rubric-row now" : "rubric-row"} aria-current={now ? "true" : undefined}>
      <div className="rubric-name">
        <span id={id} dir="auto">
          {criterion.name}
        </span>
        {criterion.weight !== 1 && (
          <span className="quiet small num" title={t("work.weight", { n: criterion.weight })}>
            ×{number(criterion.weight)}
          </span>
        )}
        {lack && <span className="need push">{lack}</span>}
      </div>
      {criterion.help && (
        <p className="small quiet" dir="auto">
          {criterion.help}
        </p>
      )}
      <div role="radiogroup" aria-labelledby={id} className="rubric-points">
        {points.map((point) => {
          const on = given?.score === point.score;
          return (
            <button
              key={String(point.score)}
              type="button"
              role="radio"
              aria-checked={on}
              aria-label={point.words}
              title={point.words}
              className={on ? "point on" : "point"}
              onClick={() => onScore(point.score)}
            >
              {now && point.key !== point.sign && <KeyCap press={point.key} />}
              {point.sign !== point.words && <span aria-hidden="true">{point.sign}</span>}
              {(worded || point.sign === point.words) && <span>{point.short ?? point.words}</span>}
            </button>
          );
        })}
      </div>
      {writes && (
        <textarea
          className="field area"
          rows={1}
          dir="auto"
          aria-label={t("work.whyOf", { name: criterion.name })}
          placeholder={why === "required" ? t("work.whyNeeded") : t("work.why")}
          value={given?.why ?? ""}
          onChange={(event) => onWhy(event.target.value)}
          onKeyDown={(event) => {
            const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing;
            if (event.key !== "Enter" || !plain) return;
            event.preventDefault();
            event.currentTarget.blur();
            onLeave();
          }}
        />
      )}
      {faults.map((fault) => (
        <p key={fault.pointer + fault.code} className="bad small" role="alert">
          {fault.message}
        </p>
      ))}
    </div>
  );
}
