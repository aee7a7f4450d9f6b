import { useRef } from "react";

import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { faultsUnder } from "../../schema/faults";
import type { WidgetProps } from "../../schema/kinds";
import { useChosen } from "../ask/useChosen";
import { criteriaOf, nextCriterion, pointsOf, scored, whyOf, type Rubric, type Score } from "./criteria";
import { Row } from "./Row";

export function Widget(props: WidgetProps<Rubric>) {
  const { question, context, active, tried, faults, labelledBy, onChange } = props;
  const value = props.value ?? {};
  const block = useRef<HTMLDivElement>(null);
  const criteria = criteriaOf(question, context);
  const points = pointsOf(question);
  const why = whyOf(question);
  const [chosen, setChosen] = useChosen(active, tried);
  const names = criteria.map((one) => one.name);
  const now =
    chosen !== undefined && names.includes(chosen)
      ? chosen
      : (nextCriterion(question, context, value)?.name ?? names[0]);

  const write = (name: string) => {
    setChosen(name);
    // the row's field is there once the row is the active one
    requestAnimationFrame(() => block.current?.querySelector<HTMLElement>(".rubric-row.now textarea")?.focus());
  };
  const give = (name: string, score: Score) => {
    const kept = value[name]?.why;
    const next = { ...value, [name]: { score, ...(kept ? { why: kept } : {}) } };
    const waits = nextCriterion(question, context, next, name);
    const reason = why === "required" && !kept?.trim();
    if (reason) write(name);
    else setChosen(waits?.name);
    onChange(next, !waits);
  };
  const say = (name: string, words: string) => {
    setChosen(name);
    const { score } = value[name] ?? {};
    onChange({ ...value, [name]: { ...(score === undefined ? {} : { score }), ...(words ? { why: words } : {}) } });
  };
  const leave = (name: string) => {
    const waits = nextCriterion(question, context, value, name);
    setChosen(waits?.name ?? name);
    if (!waits) onChange(value, true);
  };
  const byKey = (press: string) => {
    const point = points.find((one) => one.key === press);
    if (!point || now === undefined) return false;
    give(now, point.score);
  };
  const move = (by: 1 | -1) => {
    const to = names[names.indexOf(now ?? "") + by];
    if (to === undefined) return false;
    setChosen(to);
  };
  useHotkeys(
    "question:rubric",
    {
      "rubric.score": byKey,
      "rubric.absent": byKey,
      "rubric.own": byKey,
      "rubric.up": () => move(-1),
      "rubric.down": () => move(1),
      "work.why": () => (why === "none" || now === undefined ? false : write(now)),
    },
    { active, level: 20 },
  );
  return (
    <div ref={block} className="rubric" role="group" aria-labelledby={labelledBy}>
      {criteria.map((criterion) => (
        <Row
          key={criterion.name}
          criterion={criterion}
          points={points}
          given={value[criterion.name]}
          now={active && criterion.name === now}
          why={why}
          lack={tried > 0 && !scored(value[criterion.name], question) ? t("work.needed") : null}
          faults={faultsUnder(faults, criterion.name)}
          onScore={(score) => give(criterion.name, score)}
          onWhy={(words) => say(criterion.name, words)}
          onLeave={() => leave(criterion.name)}
        />
      ))}
    </div>
  );
}
