/** What people said, side by side: differences stand out, agreement is faded, changes since the last time are drawn. */
import { Fragment, useEffect, useRef } from "react";

import type { Envelope } from "../../../api/shapes";
import { t } from "../../../app/catalogue";
import { KeyCap } from "../../../hotkeys/Keys";
import { Said } from "../../../questions/frame/Folded";
import { Changes } from "../../../questions/rewrite/Changes";
import { given } from "../../../schema/answers";
import type { Desk } from "../useDesk";
import { suggestedFor } from "../suggestions";
import { Headings, Name, RowName } from "./RowName";
import { agreed, said, type Cell, type Column, type Row } from "./aligned";

interface Props {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly active: number;
  readonly desk: Desk;
  /** Takes a column's answer; undefined where answers are judged, not chosen. */
  readonly onTake?: (row: number, column: number) => void;
  readonly onActivate: (row: number) => void;
}

export function AnswerTable({ columns, rows, active, desk, onTake, onActivate }: Props) {
  const now = useRef<HTMLTableRowElement>(null);
  const was = useRef(active);
  // the row that one came to by a key is in view; a record that opens is read from its top
  useEffect(() => {
    if (was.current !== active) now.current?.scrollIntoView({ block: "nearest" });
    was.current = active;
  }, [active]);
  const span = columns.length + (onTake ? 2 : 1);
  return (
    <table
      className={onTake ? "review-table decides" : "review-table"}
      style={{ minWidth: `${10 + 7 * (span - 1)}em` }}
    >
      <caption className="hidden">{t("review.answers")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("review.question")}</th>
          {columns.map(({ shown }, at) => (
            <th key={shown.response} scope="col">
              {onTake && <KeyCap press={String(at + 1)} />} <Name person={shown.person} />{" "}
              <span className="quiet small">
                {shown.stage}
                {shown.cycle > 0 && <> · {t("review.round", { n: shown.cycle + 1 })}</>}
              </span>
            </th>
          ))}
          {onTake && <th scope="col">{t("review.decision")}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => {
          const whole = alike(row);
          return (
            <Fragment key={row.key}>
              <Headings rows={rows} at={at} span={span} />
              <tr
                ref={at === active ? now : undefined}
                className={[at === active ? "now" : "", row.differs ? "differs" : "agrees"].join(" ")}
                {...(at === active ? { "aria-current": "true" as const } : {})}
              >
                <th scope="row" dir="auto">
                  <button type="button" className="review-row" onClick={() => onActivate(at)}>
                    <RowName row={row} />
                  </button>
                </th>
                {whole ? (
                  <td dir="auto" colSpan={columns.length}>
                    <Answer cell={whole} />
                  </td>
                ) : (
                  row.cells.map((cell, column) => (
                    <td key={column} dir="auto">
                      {cell ? (
                        <Answer cell={cell} />
                      ) : (
                        <span className="quiet">{cell === null ? t("work.notAnswered") : "–"}</span>
                      )}
                      {cell && row.own && onTake && (
                        <button
                          type="button"
                          className="button small"
                          aria-pressed={said(given(row.one, desk.answers)) === said(cell.envelope)}
                          onClick={() => onTake(at, column)}
                        >
                          {t("review.take")}
                        </button>
                      )}
                    </td>
                  ))
                )}
                {onTake && (
                  <td dir="auto" className="review-own">
                    {row.own && <Own row={row} envelope={given(row.one, desk.answers)} />}
                  </td>
                )}
              </tr>
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** The one cell that says what all said; undefined where anything about them differs, and where each may be taken by itself. */
function alike({ cells, differs }: Row): Cell | undefined {
  const [first] = cells;
  if (differs || !first || cells.length < 2) return undefined;
  return cells.every((cell) => cell && !cell.envelope?.why && !cell.before && !otherThan(cell)) ? first : undefined;
}

/** What was suggested, where the person said something else. */
function otherThan({ one, envelope }: Cell) {
  const suggested = suggestedFor(one)[0];
  return suggested && said({ value: suggested.value }) !== said(envelope) ? suggested : undefined;
}

function Own({ row, envelope }: { row: Row; envelope: Envelope | undefined }) {
  if (!envelope) return <span className="quiet">{t(agreed(row) ? "review.asAll" : "review.undecided")}</span>;
  return <Said posed={row.one} envelope={envelope} />;
}

function Answer({ cell }: { cell: Cell }) {
  const { one, envelope, before } = cell;
  const now = envelope?.value;
  const was = before && said(before) !== said(envelope) ? before : undefined;
  const { original } = one.context;
  const other = otherThan(cell);
  return (
    <>
      {one.type?.changes && typeof original === "string" && typeof now === "string" ? (
        original === now ? (
          now
        ) : (
          <Changes before={original} after={now} lang={one.context.record.lang} />
        )
      ) : (
        <Said posed={one} envelope={envelope} />
      )}
      {envelope?.why && <div className="small">{envelope.why}</div>}
      {was &&
        (typeof was.value === "string" && typeof now === "string" ? (
          <Changes before={was.value} after={now} lang={one.context.record.lang} />
        ) : (
          <div className="small quiet">
            {t("review.before")} <Said posed={one} envelope={was} />
          </div>
        ))}
      {other &&
        (typeof other.value === "string" && typeof now === "string" && now.length > 40 ? (
          <Changes before={other.value} after={now} lang={one.context.record.lang} />
        ) : (
          <div className="small quiet">
            {t("work.suggested")} <Said posed={one} envelope={{ value: other.value }} />
          </div>
        ))}
    </>
  );
}
