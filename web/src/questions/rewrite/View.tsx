import type { Json } from "../../api/shapes";
import { t } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import { changesOf, counted, isLong, stepsOf } from "./changes";
import { partsOf } from "./parts-list";

export function View({ context, value }: ViewProps<Json>) {
  const parts = partsOf(value);
  if (parts) {
    const steps = stepsOf(partsOf(context.original) ?? [], parts);
    return (
      <span className="num">
        {t("work.changedParts", { n: steps.filter((one) => one.kind !== "same" || one.moved).length })}
      </span>
    );
  }
  const before = typeof context.original === "string" ? context.original : "";
  const after = String(value);
  if (!before || isLong(before, after)) return <span dir="auto">{after.slice(0, 200)}</span>;
  return <span className="num">{t("work.changedWords", counted(changesOf(before, after)))}</span>;
}
