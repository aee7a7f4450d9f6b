import { t } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import { wordsOf, type Item } from "./items";

const MOST = 3;

export function View({ context, value }: ViewProps<Item[]>) {
  if (!value.length) return <span className="quiet">{t("work.itemsNothing")}</span>;
  const words = value.slice(0, MOST).map((item) => wordsOf(item, context));
  return (
    <span>
      <span className="num">{value.length}</span>: <span dir="auto">{words.join(" · ")}</span>
      {value.length > MOST && " …"}
    </span>
  );
}
