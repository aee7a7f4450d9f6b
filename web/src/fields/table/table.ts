/** A table as records hold it. */
import type { Json } from "../../api/shapes";
import { textOf } from "../../schema/written";

export interface Row {
  readonly id: string;
  readonly cells: readonly Json[];
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** A row in one line, as the server writes it. */
export function lineOf(cells: readonly Json[]): string {
  return cells.map((cell) => (cell === null ? "" : textOf(cell))).join(" | ");
}

/** Which columns hold numbers only, so that they stand under each other. */
export function numeric({ columns, rows }: Table): boolean[] {
  return columns.map((_, at) => {
    const cells = rows.slice(0, 200).map((row) => row.cells[at] ?? null);
    return (
      cells.some((cell) => typeof cell === "number") && cells.every((cell) => cell === null || typeof cell === "number")
    );
  });
}
