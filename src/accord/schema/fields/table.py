"""`table`: rows and columns; every row is an element, its cells are named in conditions.

```yaml
fields: {orders: {type: table}}
questions:
  right: {type: label, each: orders, where: "cells.price > 100", options: [right, wrong]}
```

A value in a record:

```json
[{"item": "lamp", "price": 120}, {"item": "desk", "price": 90}]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.schema.faults import Fault, segment
from accord.schema.fields.base import Bare, Base, check_id, check_keys, check_unique, with_ids
from accord.schema.fields.written import written
from accord.schema.parameters import Parameters

MOST_COLUMNS = 500


class Table(Base):
    """The field type `table`."""

    name = "table"

    def parse(self, raw: Mapping[str, Any]) -> tuple[Bare, list[Fault]]:
        """No parameters."""
        return Bare(), Parameters(raw).faults()

    def dump(self, spec: Bare) -> dict[str, Any]:
        """Nothing to say."""
        return {}

    def validate(self, spec: Bare, value: Any) -> Iterator[Fault]:
        """A list of objects (a row each), or `{columns, rows}` with a list of cells a row."""
        if isinstance(value, list) and value:
            yield from _check_objects(value)
        elif isinstance(value, dict):
            yield from check_keys(value, ("columns", "rows"), "table")
            yield from _check_grid(value.get("columns"), value.get("rows"))
        else:
            yield Fault("", "not-a-table", "a table is a list of objects, or {columns, rows}")

    def normalise(self, spec: Bare, value: Any) -> Any:
        """`{columns, rows: [{id, cells}]}`."""
        if isinstance(value, dict):
            rows = [one if isinstance(one, dict) else {"cells": one} for one in value["rows"]]
            return {"columns": value["columns"], "rows": with_ids(rows)}
        columns = list(dict.fromkeys(key for row in value for key in row))
        return {"columns": columns, "rows": with_ids([{"cells": [row.get(key) for key in columns]} for row in value])}

    def elements(self, spec: Bare, value: Any) -> Iterator[Mapping[str, Any]]:
        """The rows."""
        for index, row in enumerate(value["rows"]):
            cells = dict(zip(value["columns"], row["cells"], strict=True))
            yield {"id": row["id"], "index": index, "cells": cells, "text": _line(row["cells"])}

    def parts(self, spec: Bare) -> tuple[str, ...]:
        """Cells by column, and the row as text."""
        return ("id", "index", "cells", "text")

    def plain_text(self, spec: Bare, value: Any) -> str:
        """A line a row, columns first."""
        return "\n".join([_line(value["columns"]), *(_line(row["cells"]) for row in value["rows"])])


def _line(cells: list[Any]) -> str:
    return " | ".join("" if cell is None else cell if isinstance(cell, str) else written(cell) for cell in cells)


def _check_objects(rows: list[Any]) -> Iterator[Fault]:
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not row:
            yield Fault(f"/{index}", "not-a-row", "a row is an object: column to cell")
            continue
        for key, cell in row.items():
            yield from _check_cell(cell, f"/{index}{segment(key)}")
    columns = {key for row in rows if isinstance(row, dict) for key in row}
    if len(columns) > MOST_COLUMNS:
        yield Fault("", "too-many", f"at most {MOST_COLUMNS} columns")


def _check_grid(columns: Any, rows: Any) -> Iterator[Fault]:
    if not isinstance(columns, list) or not columns or not all(isinstance(one, str) for one in columns):
        yield Fault("/columns", "not-a-list-of-text", "columns is a list of names")
        return
    if len(set(columns)) < len(columns) or len(columns) > MOST_COLUMNS:
        yield Fault("/columns", "duplicate", f"at most {MOST_COLUMNS} columns, each with a name of its own")
    if not isinstance(rows, list):
        yield Fault("/rows", "not-a-list", "rows is a list")
        return
    for index, row in enumerate(rows):
        cells = row
        if isinstance(row, dict):
            cells = row.get("cells")
            yield from (
                fault.under(f"/rows/{index}") for fault in (*check_id(row), *check_keys(row, ("id", "cells"), "row"))
            )
        if not isinstance(cells, list) or len(cells) != len(columns):
            yield Fault(f"/rows/{index}", "not-a-row", f"a row is a list of {len(columns)} cells")
            continue
        for at, cell in enumerate(cells):
            yield from _check_cell(cell, f"/rows/{index}/{at}")
    yield from (fault.under("/rows") for fault in check_unique(rows))


def _check_cell(cell: Any, pointer: str) -> Iterator[Fault]:
    if not isinstance(cell, str | int | float | bool | None):
        yield Fault(pointer, "not-a-cell", "a cell is text, a number, true, false or empty")


KIND = Table()
