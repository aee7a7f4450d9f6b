import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import { letter } from "../preference/scale";
import type { Ends, Places } from "./moves";

export function View({ context, value }: ViewProps<Json>) {
  const name = (id: string | undefined) => {
    const at = context.of.findIndex((one) => one.id === id);
    return at < 0 ? (id ?? "–") : letter(at);
  };
  if (Array.isArray(value))
    return <span>{(value as Places).map((place) => place.map(name).join(" = ")).join(" > ")}</span>;
  const { best, worst } = value as Ends;
  return (
    <span>
      {t("work.best")}: {name(best)}, {t("work.worst")}: {name(worst)}
    </span>
  );
}
