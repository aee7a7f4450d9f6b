import type { ViewProps } from "../../schema/kinds";
import { criteriaOf, pointsOf, type Rubric } from "./criteria";

export function View({ question, context, value }: ViewProps<Rubric>) {
  const points = pointsOf(question);
  const said = criteriaOf(question, context).filter((one) => value[one.name]?.score !== undefined);
  return (
    <span>
      {said.map(({ name }, at) => {
        const point = points.find((one) => one.score === value[name]?.score);
        return (
          <span key={name}>
            {at > 0 && " · "}
            <span dir="auto">{name}</span> <b title={point?.words}>{point?.sign ?? String(value[name]?.score)}</b>
            <span className="hidden"> {point?.words}</span>
          </span>
        );
      })}
    </span>
  );
}
