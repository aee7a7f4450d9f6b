import type { ViewProps } from "../../schema/kinds";
import { dimensionsOf, pointsOf, same, type Choice, type Preference } from "./scale";

export function View({ question, context, value }: ViewProps<Preference>) {
  const whole = value;
  const words = (choice: Choice | undefined) =>
    pointsOf(question, context).find((point) => same(choice, point.choice))?.words ?? choice?.winner ?? "–";
  return (
    <span>
      {words(whole)}
      {dimensionsOf(question).map((name) => (
        <span key={name} className="quiet">
          {" "}
          · {name}: {words(whole.dimensions?.[name])}
        </span>
      ))}
    </span>
  );
}
