import { useId, useState } from "react";

import { t } from "../../app/catalogue";
import { useHotkeys } from "../../hotkeys/hotkeys";
import { KeyCap } from "../../hotkeys/Keys";
import type { WidgetProps } from "../../schema/kinds";
import { dimensionsOf, nextRow, pointsOf, same, type Choice, type Preference } from "./scale";

/** The choice of one row put into the value. */
function withChoice(value: Preference | undefined, row: string, choice: Choice): Preference {
  if (!row) return { ...choice, ...(value?.dimensions ? { dimensions: value.dimensions } : {}) };
  return { ...(value ?? { winner: "" }), dimensions: { ...value?.dimensions, [row]: choice } };
}

export function Widget(props: WidgetProps<Preference>) {
  const { question, context, value, active, onChange } = props;
  const rows = ["", ...dimensionsOf(question)];
  const points = pointsOf(question, context);
  const [chosenRow, setChosenRow] = useState<string | null>(null);
  const row = chosenRow ?? nextRow(question, value) ?? "";
  const pick = (choice: Choice, at = row) => {
    const next = withChoice(value, at, choice);
    setChosenRow(null);
    onChange(next, nextRow(question, next) === undefined);
  };
  const byKey = (press: string) => {
    const point = points.find((one) => one.key === press);
    if (!point) return false;
    pick(point.choice);
  };
  const move = (by: number) => {
    if (rows.length < 2) return false;
    setChosenRow(rows[Math.min(Math.max(rows.indexOf(row) + by, 0), rows.length - 1)] ?? "");
  };
  useHotkeys(
    "question:preference",
    {
      "preference.pick": byKey,
      "preference.bothBad": byKey,
      "preference.up": () => move(-1),
      "preference.down": () => move(1),
    },
    { active, level: 20 },
  );
  return (
    <div className="preference">
      {rows.map((name) => (
        <Row
          key={name}
          name={name}
          points={points}
          only={rows.length === 1}
          now={active && name === row}
          chosen={name ? value?.dimensions?.[name] : value}
          labelledBy={props.labelledBy}
          onPick={(choice) => pick(choice, name)}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly name: string;
  readonly points: ReturnType<typeof pointsOf>;
  readonly only: boolean;
  readonly now: boolean;
  readonly chosen: Choice | undefined;
  readonly labelledBy: string;
  readonly onPick: (choice: Choice) => void;
}

function Row({ name, points, only, now, chosen, labelledBy, onPick }: RowProps) {
  const own = useId();
  return (
    <div className={now || only ? "preference-row now" : "preference-row"}>
      {!only && (
        <span id={own} className={now ? "preference-name now" : "preference-name"}>
          {name ? name.charAt(0).toUpperCase() + name.slice(1) : t("work.overall")}
        </span>
      )}
      <div role="radiogroup" aria-labelledby={only ? labelledBy : `${labelledBy} ${own}`} className="scale">
        {points.map((point) => (
          <button
            key={point.key + point.words}
            type="button"
            role="radio"
            aria-checked={same(chosen, point.choice)}
            className={same(chosen, point.choice) ? "scale-point on" : "scale-point"}
            onClick={() => onPick(point.choice)}
          >
            <KeyCap press={point.key} />
            <span>{point.words}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
