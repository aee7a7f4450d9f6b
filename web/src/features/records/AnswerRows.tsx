/** Everybody's answers in rows, a question (and element) each, a person a column; those in which they differ first, and said to. */
import { Fragment, useMemo } from "react";

import type { RecordShape, Shown, Spec } from "../../api/shapes";
import { t } from "../../app/catalogue";
import { Said } from "../../questions/frame/Folded";
import { entries, rowsOf } from "../work/review/aligned";
import { Headings, Name, RowName } from "../work/review/RowName";

interface Props {
  readonly spec: Spec;
  readonly record: RecordShape;
  readonly people: readonly Shown[];
}

/** So many rows at once; a run of thousands of steps has more. */
const MOST = 200;

export function AnswerRows({ spec, record, people }: Props) {
  const rows = useMemo(() => {
    const columns = people.map((shown) => ({ shown, before: undefined }));
    const all = rowsOf(spec, { record, stage: spec.stages[0]?.name ?? "" }, columns);
    // marks and items stand in the list of places, person by person
    return all.filter((row) => !row.cells.some((cell) => entries(cell?.envelope?.value).length));
  }, [spec, record, people]);
  if (!rows.length) return null;
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- on a phone it scrolls, so the keyboard must reach it
    <div className="beside-answers" tabIndex={0} role="region" aria-label={t("record.said")}>
      <table className="review-table">
        <caption className="hidden">{t("record.said")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("review.question")}</th>
            {people.map((one) => (
              <th key={one.response} scope="col">
                <Name person={one.person} /> <span className="quiet small">{one.stage}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map((row, at) => (
            <Fragment key={row.key}>
              <Headings rows={rows} at={at} span={people.length + 1} />
              <tr className={row.differs ? "differs" : "agrees"}>
                <th scope="row" dir="auto">
                  <RowName row={row} />
                  {row.differs && people.length > 1 && (
                    <span className="small beside-differs">{t("record.theyDiffer")}</span>
                  )}
                </th>
                {row.cells.map((cell, column) => (
                  <td key={column} dir="auto">
                    {cell ? (
                      <>
                        <Said posed={cell.one} envelope={cell.envelope} />
                        {cell.envelope?.why && <div className="small quiet">{cell.envelope.why}</div>}
                      </>
                    ) : (
                      <span className="quiet">{cell === null ? t("work.notAnswered") : "–"}</span>
                    )}
                  </td>
                ))}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
      {rows.length > MOST && <p className="quiet small">{t("record.moreRows", { n: rows.length - MOST })}</p>}
    </div>
  );
}
