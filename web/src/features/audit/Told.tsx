/** An entry as words: the sentence with its links, then the records that it names. */
import { Fragment } from "react";
import { Link } from "react-router";

import { t } from "../../app/catalogue";
import { sentence, type Entry, type Linked } from "./sentences";

const SHOWN = 5; // records that are named one by one
const PLACE = /(\{\w+\})/;

function Named({ one }: { readonly one: Linked }) {
  return <bdi>{one.to ? <Link to={one.to}>{one.words}</Link> : <b>{one.words}</b>}</bdi>;
}

export function Told({ entry, onPerson }: { readonly entry: Entry; readonly onPerson: (name: string) => void }) {
  const { key, places, records } = sentence(entry);
  const { who } = entry;
  const simple = Object.entries(places).filter(
    (pair): pair is [string, string | number] => typeof pair[1] !== "object" && pair[0] !== "who",
  );
  const words = t(key, Object.fromEntries(simple));
  return (
    <span className="audit-told">
      {words.split(PLACE).map((piece, n) => {
        const place = places[piece.slice(1, -1)];
        if (piece === "{who}" && who) {
          return (
            <button
              key={n}
              type="button"
              className="audit-who"
              title={t("audit.only", { who })}
              onClick={() => onPerson(who)}
            >
              <bdi>{who}</bdi>
            </button>
          );
        }
        if (piece === "{who}") return <Fragment key={n}>{t("audit.itself")}</Fragment>;
        return <Fragment key={n}>{typeof place === "object" ? <Named one={place} /> : piece}</Fragment>;
      })}
      {records.slice(0, SHOWN).map((one) => (
        <Fragment key={one.words}>
          {" "}
          <Named one={one} />
        </Fragment>
      ))}
      {records.length > SHOWN && <span className="quiet"> {t("audit.others", { n: records.length - SHOWN })}</span>}
    </span>
  );
}
