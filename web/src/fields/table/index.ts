/** `table`: rows and columns. */
import type { Json } from "../../api/shapes";
import type { FieldType } from "../../schema/kinds";
import { lazily } from "../lazily";
import { lineOf, type Table } from "./table";

export const type: FieldType<Json> = {
  name: "table",
  role: "context",
  ...lazily(() => import("./View")),
  elements: (value) => {
    const { columns, rows } = value as unknown as Table;
    return rows.map((row, index) => ({
      id: row.id,
      index,
      cells: Object.fromEntries(columns.map((column, at) => [column, row.cells[at] ?? null])),
      text: lineOf(row.cells),
    }));
  },
  plainText: (value) => {
    const { columns, rows } = value as unknown as Table;
    return [lineOf(columns), ...rows.map((row) => lineOf(row.cells))].join("\n");
  },
};
