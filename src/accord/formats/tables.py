"""Snapshots as tables: `responses` (one row a response) and `consensus` (one row a record), as CSV or typed Parquet.

The columns are found in a first pass and written in a second, so that memory does not grow with the rows.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from accord.formats.flat import Cell, consensus_row, response_row
from accord.formats.format import ExportReport
from accord.formats.snapshot import Snapshot
from accord.formats.text import line

Rows = Callable[[], Iterator[dict[str, Cell]]]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
TYPES: dict[type, str] = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}


def _tables(snapshot: Snapshot) -> dict[str, Rows]:
    spec = snapshot.spec
    return {
        "responses": lambda: (response_row(spec, one) for one in snapshot.responses()),
        "consensus": lambda: (consensus_row(spec, one) for one in snapshot.consensus()),
    }


def _columns(rows: Iterator[dict[str, Cell]]) -> dict[str, str]:
    """Every column and its type; whole numbers give way to numbers, all else to text."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, cell in row.items():
            kinds = found.setdefault(name, set())
            if cell is not None:
                kinds.add(TYPES[type(cell)])
    return {name: _type(kinds) for name, kinds in found.items()}


def _type(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "DOUBLE" if kinds == {"BIGINT", "DOUBLE"} else "VARCHAR"


def write_csv(snapshot: Snapshot, folder: Path) -> ExportReport:
    """`responses.csv` and `consensus.csv`. A text that a spreadsheet would run as a formula gets a leading `'`."""
    files, count, guarded = [], 0, 0
    for name, rows in _tables(snapshot).items():
        files.append(folder / f"{name}.csv")
        columns = list(_columns(rows()))
        with files[-1].open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            for row in rows():
                safe = {column: _guard(cell) for column, cell in row.items()}
                guarded += sum(safe[column] is not row[column] for column in row)
                writer.writerow(safe)
                count += name == "responses"
    notes = (f"{guarded} cells begin with a formula sign and got a leading '",) if guarded else ()
    return ExportReport(tuple(files), count, notes=notes)


def _guard(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_parquet(snapshot: Snapshot, folder: Path) -> ExportReport:
    """`responses.parquet` and `consensus.parquet`, every column with its type."""
    import duckdb

    files, count = [], 0
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as engine, tempfile.TemporaryDirectory() as tmp:
        for name, rows in _tables(snapshot).items():
            files.append(folder / f"{name}.parquet")
            columns = _columns(rows()) or {"record": "VARCHAR"}
            flat = Path(tmp) / f"{name}.jsonl"
            with flat.open("wb") as file:
                for row in rows():
                    file.write(line(_typed(row, columns)))
                    count += name == "responses"
            source = engine.read_json(str(flat), format="newline_delimited", columns=columns, maximum_object_size=2**27)
            source.write_parquet(str(files[-1]), compression="zstd")
    return ExportReport(tuple(files), count)


def _typed(row: Mapping[str, Cell], columns: Mapping[str, str]) -> dict[str, Cell]:
    return {n: str(c) if columns[n] == "VARCHAR" and c is not None else c for n, c in row.items()}
