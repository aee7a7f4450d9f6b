import { number } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import { pointsOf } from "./scale";

export function View({ question, value }: ViewProps<number>) {
  const words = pointsOf(question).find((point) => point.value === value)?.words;
  return (
    <span className="num">
      {number(value)}
      {words && <span className="quiet"> {words}</span>}
    </span>
  );
}
