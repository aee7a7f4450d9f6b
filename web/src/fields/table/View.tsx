/** A table; of many rows only those in view are in the page. What is asked of a row stands under it. */
import { useLayoutEffect, useMemo, useRef, useState } from "react";
import { TableVirtuoso, type TableVirtuosoHandle } from "react-virtuoso";

import type { Json } from "../../api/shapes";
import { number, t } from "../../app/catalogue";
import type { FieldProps } from "../../schema/kinds";
import { keeper, useKeeper } from "../content/keeping";
import { scrollParent } from "../content/scrolling";
import { elementPlace } from "../place";
import { numeric, type Row, type Table } from "./table";

/** Beyond this many rows only those in view are in the page. */
const MANY = 150;

/** A word, a date, a number: so long that it need not be broken. */
const BRIEF = 16;

function isBrief(cell: Json): boolean {
  return typeof cell === "string" && cell.length <= BRIEF && cell.trim().split(/\s+/).length <= 2;
}

export function View({ name, value, lang, below }: FieldProps<Json>) {
  const table = value as unknown as Table;
  const size = table.rows.length > MANY ? "long" : "";
  const numbers = useMemo(() => numeric(table), [table]);
  const head = (
    <tr>
      {table.columns.map((column, at) => (
        <th key={column} scope="col" className={numbers[at] ? "num n" : ""} dir="auto">
          {column}
        </th>
      ))}
    </tr>
  );
  const cells = (row: Row) =>
    row.cells.map((cell, at) => (
      <td
        key={table.columns[at]}
        className={numbers[at] ? "num n" : isBrief(cell) ? "brief" : ""}
        dir="auto"
        lang={lang}
      >
        {cell === null ? (
          <span className="quiet" aria-label={t("fields.empty")}>
            –
          </span>
        ) : typeof cell === "number" ? (
          number(cell, { maximumFractionDigits: 20, useGrouping: false })
        ) : (
          String(cell)
        )}
      </td>
    ));
  return (
    // scrolls by itself, so it must be reachable by keyboard
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={`table-wide grid ${size}`} tabIndex={0} role="region" aria-label={t("work.table")}>
      {size ? (
        <LongTable name={name} rows={table.rows} head={head} cells={cells} below={below} />
      ) : (
        <table>
          <thead>{head}</thead>
          {table.rows.map((row) => (
            <tbody key={row.id} {...elementPlace(name, row.id)}>
              <tr>{cells(row)}</tr>
              {below && (
                <tr className="asked-row">
                  <td colSpan={table.columns.length}>{below(row.id)}</td>
                </tr>
              )}
            </tbody>
          ))}
        </table>
      )}
      <p className="small quiet num">{t("fields.rows", { n: table.rows.length })}</p>
    </div>
  );
}

interface LongProps {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly head: React.ReactNode;
  readonly cells: (row: Row) => React.ReactNode;
  readonly below: FieldProps<Json>["below"];
}

function LongTable({ name, rows, head, cells, below }: LongProps) {
  const place = useRef<HTMLDivElement>(null);
  const list = useRef<TableVirtuosoHandle>(null);
  const [parent, setParent] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (place.current) setParent(scrollParent(place.current));
  }, []);
  useKeeper(place, ({ at }) => {
    const index = rows.findIndex((row) => at === `${name}/${row.id}`);
    if (index >= 0) list.current?.scrollToIndex({ index, align: "center" });
  });
  const components = useMemo(
    () => ({
      TableRow: ({ item, ...props }: { item: Row }) => <tr {...props} {...elementPlace(name, item.id)} />,
    }),
    [name],
  );
  return (
    <div ref={place} {...keeper}>
      {parent && (
        <TableVirtuoso
          ref={list}
          customScrollParent={parent}
          data={rows}
          components={components}
          fixedHeaderContent={() => head}
          itemContent={(_, row) => (
            <>
              {cells(row)}
              {below && <td>{below(row.id)}</td>}
            </>
          )}
        />
      )}
    </div>
  );
}
