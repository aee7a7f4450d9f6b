import type { Json } from "../../api/shapes";
import type { WidgetProps } from "../../schema/kinds";
import { BestWorst } from "./BestWorst";
import { RankList } from "./RankList";

export function Widget(props: WidgetProps<Json>) {
  return props.question.best_worst ? <BestWorst {...props} /> : <RankList {...props} />;
}
