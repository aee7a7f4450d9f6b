import { t } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import { choicesOf } from "../options/options";

export function View({ question, context, value }: ViewProps<string[]>) {
  const titles = new Map(choicesOf(question, context).map((one) => [one.path, one.title]));
  if (!value.length) return <span className="quiet">{t("work.noneOfThese")}</span>;
  return <span dir="auto">{value.map((path) => titles.get(path) ?? path).join(", ")}</span>;
}
