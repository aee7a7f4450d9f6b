import { entriesOf, toneOf } from "../../anchors/entries";
import { Swatch } from "../../anchors/Swatch";
import { t } from "../../app/catalogue";
import type { ViewProps } from "../../schema/kinds";
import { endWords, type Link } from "./links";

const MOST = 3;

/** The first few, from and to; how many more there are. */
export function View({ question, context, value }: ViewProps<Link[]>) {
  const entries = entriesOf(question, context, "types");
  if (!value.length) return <span className="quiet">{t("links.nothing")}</span>;
  return (
    <span className="marks-said">
      {value.slice(0, MOST).map((link) => (
        <span key={link.id} className="marks-one">
          <q dir="auto">{endWords(link.from, context)}</q>
          <Swatch tone={toneOf(entries, link.type)} />
          {link.type !== undefined && (
            <span className="quiet" dir="auto">
              {entries.find((one) => one.path === link.type)?.title ?? link.type}
            </span>
          )}
          <q dir="auto">{endWords(link.to, context)}</q>
        </span>
      ))}
      {value.length > MOST && <span className="quiet num">{t("marks.more", { n: value.length - MOST })}</span>}
    </span>
  );
}
