"""Snapshots as tables: `responses` (one row a response) and `consensus` (one row a record), as CSV or typed Parquet.

The columns are found in a first pass, which leaves the flat rows in a file, and written in a second: memory does not grow with
the rows.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic_core import from_json

from accord.formats.flat import Cell, consensus_row, response_row
from accord.formats.format import ExportReport
from accord.formats.snapshot import Snapshot
from accord.formats.text import line

Rows = Iterator[dict[str, Cell]]
FORMULA = ("=", "+", "-", "@", "\t", "\r")
FLAT_LOSES = (
    "the records: their values, sources and meta; a row names its record",
    "the order in which candidates were shown",
    "the shape of answers with parts: marks and items stand as JSON in one column",
    "who people are: each is a pseudonym of this project",
)
CSV_LOSES = (
    "types: every cell is text, and what is not there is an empty cell",
    "texts that a spreadsheet would run: they begin with ' in the file",
)
TYPES: dict[type, str] = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}


def _tables(snapshot: Snapshot) -> dict[str, Rows]:
    spec = snapshot.spec
    return {
        "responses": (response_row(spec, one) for one in snapshot.responses()),
        "consensus": (consensus_row(spec, one) for one in snapshot.consensus()),
    }


def _flattened(rows: Iterator[dict[str, Cell]], flat: Path) -> dict[str, str]:
    """Write the rows beside, flat; every column and its type: whole numbers give way to numbers, all else to text."""
    shapes: dict[tuple[tuple[str, ...], tuple[type, ...]], None] = {}  # most rows are of a few shapes
    with flat.open("wb") as file:
        for row in rows:
            file.write(line(row))
            shapes[tuple(row), tuple(map(type, row.values()))] = None
    found: dict[str, set[type]] = {}
    for names, kinds in shapes:
        for name, kind in zip(names, kinds, strict=True):
            found.setdefault(name, set()).add(kind)
    return {name: _type({TYPES[kind] for kind in kinds if kind in TYPES}) for name, kinds in found.items()}


def _again(flat: Path) -> Iterator[dict[str, Cell]]:
    with flat.open("rb") as file:
        for raw in file:
            yield from_json(raw)


def _type(kinds: set[str]) -> str:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "DOUBLE" if kinds == {"BIGINT", "DOUBLE"} else "VARCHAR"


def write_csv(snapshot: Snapshot, folder: Path) -> ExportReport:
    """`responses.csv` and `consensus.csv`. A text that a spreadsheet would run as a formula gets a leading `'`."""
    files, count, guarded = [], 0, 0
    with tempfile.TemporaryDirectory() as tmp:
        for name, rows in _tables(snapshot).items():
            files.append(folder / f"{name}.csv")
            flat = Path(tmp) / f"{name}.jsonl"
            columns = list(_flattened(rows, flat))
            with files[-1].open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                for row in _again(flat):
                    cells = list(map(row.get, columns))
                    for at, cell in enumerate(cells):
                        if type(cell) is str and cell[:1] in FORMULA:
                            cells[at], guarded = f"'{cell}", guarded + 1
                    writer.writerow(cells)
                    count += name == "responses"
    notes = (f"{guarded} cells begin with a formula sign and got a leading '",) if guarded else ()
    return ExportReport(tuple(files), count, notes=notes)


def write_parquet(snapshot: Snapshot, folder: Path) -> ExportReport:
    """`responses.parquet` and `consensus.parquet`, every column with its type."""
    import duckdb

    files, count = [], 0
    with duckdb.connect(config={"threads": 1, "memory_limit": "1GB"}) as engine, tempfile.TemporaryDirectory() as tmp:
        for name, rows in _tables(snapshot).items():
            files.append(folder / f"{name}.parquet")
            plain, flat = Path(tmp) / f"{name}.plain.jsonl", Path(tmp) / f"{name}.jsonl"
            columns = _flattened(rows, plain) or {"record": "VARCHAR"}
            with flat.open("wb") as file:
                for row in _again(plain):
                    file.write(line(_typed(row, columns)))
                    count += name == "responses"
            source = engine.read_json(str(flat), format="newline_delimited", columns=columns, maximum_object_size=2**27)
            source.write_parquet(str(files[-1]), compression="zstd")
    return ExportReport(tuple(files), count)


def _typed(row: Mapping[str, Cell], columns: Mapping[str, str]) -> dict[str, Cell]:
    return {n: str(c) if columns[n] == "VARCHAR" and c is not None else c for n, c in row.items()}
