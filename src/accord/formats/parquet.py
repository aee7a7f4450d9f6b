"""`parquet`: read with DuckDB in batches, nested columns as they are; written typed, nested values as JSON text."""

from __future__ import annotations

import datetime
import decimal
import math
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accord.formats.format import Format
from accord.formats.opening import Unreadable, opened
from accord.formats.rows import Refused, Row
from accord.formats.tables import FLAT_LOSES, write_parquet

BATCH = 100
LIMITS = ("150MB", "350MB", "1GB")  # of the engine; with the rest of the program the first stays below 300 MB
CONFIG = {"threads": 1, "enable_external_file_cache": False}
BY_PAGES = "SET disable_parquet_prefetching = true"  # else all columns of a row group are read at once: 600 MB of some
ZONED = "TIMESTAMP WITH TIME ZONE"


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a row; moments become RFC 3339 text, exact decimals numbers. A stream is put into a file first.

    Raises:
        Unreadable: DuckDB cannot read it as Parquet.
    """
    if source.path is not None:
        yield from _rows(source.path, source.name)
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        shutil.copyfileobj(source.binary, file)
        file.flush()
        yield from _rows(Path(file.name), source.name)


def _rows(path: Path, name: str) -> Iterator[Row | Refused]:
    """In little memory; in more where a file's pages need it, from the row on that was reached.

    Most writers make pages of a megabyte, whatever their row groups hold; DuckDB makes them of up to 128.
    """
    import duckdb

    reached = 0
    for limit in LIMITS:
        try:
            for row in _within(limit, path, name, reached):
                yield row
                reached += 1
        except duckdb.OutOfMemoryException:
            continue
        return
    raise Unreadable(f"{name} has pages too large to be read in {LIMITS[-1]}. Write it with smaller row groups.")


def _within(limit: str, path: Path, name: str, skip: int) -> Iterator[Row | Refused]:
    import duckdb

    with tempfile.TemporaryDirectory() as tmp, duckdb.connect(config={**CONFIG, "memory_limit": limit}) as engine:
        engine.execute("SET temp_directory = ?", [tmp])
        engine.execute(BY_PAGES)
        try:
            described = engine.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            zoned = [column[0] for column in described if column[1] == ZONED]
            cursor = engine.execute(f"SELECT {_select(zoned)} FROM read_parquet(?)", [str(path)])
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise Unreadable(f"{name} cannot be read as Parquet: {str(error).splitlines()[0]}") from None
        columns = [column[0] for column in cursor.description or ()]
        number = 0
        while batch := cursor.fetchmany(BATCH):
            for cells in batch:
                number += 1
                if number > skip:
                    yield _row(number, columns, cells)


def _select(zoned: list[str]) -> str:
    """Moments with a zone leave DuckDB as text in UTC: as objects they would need another library."""
    parts = []
    for column in zoned:
        name = '"' + column.replace('"', '""') + '"'
        parts.append(f"replace(CAST(CAST({name} AS TIMESTAMP) AS VARCHAR), ' ', 'T') || 'Z' AS {name}")
    return f"* REPLACE ({', '.join(parts)})" if parts else "*"


def _row(number: int, columns: list[str], cells: tuple[Any, ...]) -> Row | Refused:
    try:
        return Row(number, {column: _plain(cell) for column, cell in zip(columns, cells, strict=True)})
    except ValueError as error:
        return Refused(number, "not-plain", str(error))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("NaN and infinity are no numbers here; write null")
        return value
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return _plain(float(value))
    if isinstance(value, uuid.UUID):
        return str(value)
    raise ValueError(f"a value of type {type(value).__name__} has no place in JSON")


def looks(head: bytes) -> bool:
    """Parquet's mark."""
    return head.startswith(b"PAR1")


FORMAT = Format(
    "parquet",
    "Parquet, flat typed columns",
    ("parquet", "pq"),
    looks,
    read,
    write_parquet,
    loses=FLAT_LOSES,
    signs="begins with the mark of Parquet",
)
