"""From an address or a table of any Ibis backend to an Ibis table with the columns that are wanted, under our names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from accord.quality.faults import some

TEXT = {".csv": "read_csv", ".tsv": "read_csv", ".json": "read_json", ".jsonl": "read_json", ".ndjson": "read_json"}


def ibis() -> Any:
    """The library; ImportError that says how to get it."""
    try:
        import ibis as library
    except ImportError:
        raise ImportError(
            "statistics beyond memory need Ibis: pip install 'accord[scan]' (DuckDB), and pyspark for Spark"
        ) from None
    return library


def table_of(source: Any, columns: Mapping[str, str], connection: Any = None) -> Any:
    """An Ibis table of ``columns`` (our name -> name in the source), numbers as float64 or int64, NaN as null.

    Args:
        source: an Ibis table of any backend; a Spark data frame; or a path, a glob, an address (`s3://bucket/*.parquet`)
            or a list of these, read as Parquet unless they end in .csv, .tsv, .json, .jsonl or .ndjson.
        connection: the Ibis backend that reads paths and addresses; default an embedded DuckDB of its own.

    Raises:
        ValueError: no such file or column.
    """
    table = _opened(source, connection)
    absent = [name for name in columns.values() if name not in table.columns]
    if absent:
        raise ValueError(f"no column {absent[0]!r}; the table has {some(table.columns, 12)}")
    return table.select(**{ours: _plain(table[theirs]) for ours, theirs in columns.items()})


def _opened(source: Any, connection: Any) -> Any:
    library = ibis()
    if isinstance(source, library.Table):
        return source
    if hasattr(source, "createOrReplaceTempView"):  # a Spark data frame
        name = f"accord_{id(source):x}"
        source.createOrReplaceTempView(name)
        return library.pyspark.connect(source.sparkSession).table(name)
    paths = [source] if isinstance(source, (str, Path)) else source
    if not isinstance(paths, Sequence) or not paths or not all(isinstance(path, (str, Path)) for path in paths):
        raise ValueError(
            f"scan takes a path, an address, a list of them, or a table of Ibis or Spark, not {type(source).__name__}"
        )
    backend = connection if connection is not None else library.duckdb.connect()
    names = [str(path) for path in paths]
    reader = getattr(backend, TEXT.get(Path(names[0]).suffix.lower(), "read_parquet"))
    try:
        return reader(names[0] if len(names) == 1 else names)
    except Exception as error:
        # each backend has errors of its own, none of which says more than its first line
        raise ValueError(f"{some(names)} cannot be read: {(str(error).splitlines() or [repr(error)])[0]}") from error


def _plain(column: Any) -> Any:
    kind = column.type()
    if kind.is_floating() or kind.is_decimal():
        number = column.cast("float64")
        return number.isnan().ifelse(None, number)
    if kind.is_integer():
        return column.cast("int64")
    return column
