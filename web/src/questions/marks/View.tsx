import { toneOf, entriesOf } from "../../anchors/entries";
import { Swatch } from "../../anchors/Swatch";
import { t } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import type { Mark } from "./marks";

const MOST = 3;

/** The first few, each with its label's stroke; how many more there are. */
export function View({ question, context, value }: ViewProps<Mark[]>) {
  const entries = entriesOf(question, context, "labels");
  if (!value.length) return <span className="quiet">{t("marks.nothing")}</span>;
  return (
    <span className="marks-said">
      {value.slice(0, MOST).map((mark) => (
        <span key={mark.id} className="marks-one">
          <Swatch tone={toneOf(entries, mark.label)} />
          <q dir="auto">{mark.anchor.quote ?? mark.anchor.at}</q>
          {mark.label !== undefined && (
            <span className="quiet" dir="auto">
              {entries.find((one) => one.path === mark.label)?.title ?? mark.label}
            </span>
          )}
        </span>
      ))}
      {value.length > MOST && <span className="quiet num">{t("marks.more", { n: value.length - MOST })}</span>}
    </span>
  );
}
