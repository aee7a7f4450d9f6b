import type { ViewProps } from "../../schema/kinds";
import { choicesOf } from "../options/options";

export function View({ question, context, value }: ViewProps<string>) {
  const choice = choicesOf(question, context).find((one) => one.path === value);
  return <span dir="auto">{choice ? [...choice.above, choice.title].join(" › ") : value}</span>;
}
