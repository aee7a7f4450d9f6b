"""Columns of a FILE (CSV, JSON Lines, JSON, Parquet) for the commands that need no server; faults name file, row and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord.cli.errors import BadInput

if TYPE_CHECKING:
    from accord.formats.opening import opened

SHOWN = 5  # rows that a message names


@dataclass(frozen=True)
class Columns:
    """Columns by the role they play (item, winner, ...), and where in the file each row stands."""

    file: str
    names: Mapping[str, str]  # role -> the column's name in the file
    values: Mapping[str, Sequence[Any]]  # role -> values, None where missing; an optional role may be absent
    rows: Sequence[int]  # the line of a CSV or JSONL file, the place from 1 in Parquet and JSON

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, role: str) -> Sequence[Any]:
        return self.values[role]

    def numbers(self, role: str, remedy: str = "") -> Sequence[Any]:
        """A column of text as numbers, None where missing.

        Raises:
            BadInput: something in it is no number; says which rows.
        """
        column = self.values[role]
        if not isinstance(column, list):
            return column  # numpy's, and so numbers
        found = [_number(value) for value in column]
        bad = [at for at, value in enumerate(found) if isinstance(value, _NoNumber)]
        if bad:
            held = ", ".join(dict.fromkeys(repr(column[at]) for at in bad[:SHOWN]))
            raise self.fault(f"{self.names[role]} holds {held}, which is no number", bad, remedy)
        return found

    def fault(self, what: str, places: Sequence[int] = (), remedy: str = "") -> BadInput:
        """`FILE:ROW: what is wrong. What to do.` for rows given by their place among those read."""
        at = f"{self.file}:{self.rows[places[0]]}" if len(places) else self.file
        if len(places) > 1:
            more = [str(self.rows[place]) for place in places[1:SHOWN]]
            what += f" (also {'rows' if len(more) > 1 else 'row'} {', '.join(more)}{_rest(len(places))})"
        return BadInput(f"{at}: {what}" + (f". {remedy}" if remedy else ""))

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """What `accord.quality` refuses within is the file's fault: exit code 2, its rows numbered as in the file."""
        from accord.quality.coding import BadRows

        try:
            yield
        except BadRows as error:
            first = self.rows[error.rows[0]] if error.rows else ""
            told = error.told(self.rows).replace(
                "pass duplicates='keep' to an aggregation that allows repeats", "take accord aggregate --repeats"
            )
            raise BadInput(f"{self.file}:{first}: {told}") from None
        except ValueError as error:
            raise BadInput(f"{self.file}: {error}") from None


def read_columns(
    path: Path, names: Mapping[str, str], *, optional: Iterable[str] = (), missing: Sequence[str] = ("",)
) -> Columns:
    """The named columns of a file.

    Args:
        path: CSV (comma, semicolon, tab, bar), JSON Lines, JSON, Parquet, each seen from what it holds; gzip too; - is what is
            piped in.
        names: role -> column. A role is also the option that chooses its column: a fault says `--role COLUMN`.
            `a.b` is part b of an object in column a.
        optional: roles whose column may be absent.
        missing: texts that stand for "nothing" beside null.

    Raises:
        BadInput: no such file or column, a row that cannot be read, or nothing in it.
    """
    from accord.formats.opening import Unreadable, opened

    if str(path) == "-":
        from accord.cli.taking import as_file

        with as_file(path) as file:
            try:
                return replace(read_columns(file, names, optional=optional, missing=missing), file="-")
            except BadInput as error:
                raise BadInput(str(error).replace(str(file), "-")) from None
    if not path.exists():
        raise BadInput(f"{path}: there is no such file")
    try:
        with opened(path) as source:
            found = _parquet(source, names) if _is_parquet(source) else _rows(source, names)
    except Unreadable as error:
        raise BadInput(str(error)) from None
    values, listed, numbers = found
    if not len(numbers):
        raise BadInput(f"{path}: there is no row under the header")
    for role, column in names.items():
        if role not in values and role not in optional:
            there = ", ".join(listed[:12]) + (", ..." if len(listed) > 12 else "")
            raise BadInput(
                f"{path} has no column {column!r}; it has {there}. Say which one it is with --{role.replace('_', '-')}"
            )
    if missing:
        nothing = frozenset(missing)
        values = {role: _cleared(column, nothing) for role, column in values.items()}
    return Columns(str(path), dict(names), values, numbers)


_Found = tuple[dict[str, Any], list[str], Sequence[int]]


def _is_parquet(source: opened) -> bool:
    return source.peek().startswith(b"PAR1")


def _rows(source: opened, names: Mapping[str, str]) -> _Found:
    """Row by row, by the readers of `accord.formats`; one row that cannot be read refuses the file."""
    from accord.formats import csv_, json_, jsonl
    from accord.formats.rows import Row

    # without the registry, whose plug-ins and record formats would cost half a second to load
    known = [one for one in (jsonl.FORMAT, json_.FORMAT, csv_.FORMAT) if one.sniff and one.sniff(source.peek())]
    fitting = [one for one in known if source.ending in one.extensions] or known or [csv_.FORMAT]
    values: dict[str, list[Any]] = {role: [] for role in names}
    listed: dict[str, None] = {}
    numbers: list[int] = []
    lost = []
    assert fitting[0].read is not None
    for row in fitting[0].read(source):
        if not isinstance(row, Row):
            lost.append(row)
            continue
        numbers.append(row.number)
        if row.data.keys() != listed.keys():
            listed.update(dict.fromkeys(row.data))
        for role, column in names.items():
            values[role].append(_part(row.data, column))
    if lost:
        more = f" ({len(lost)} such rows)" if len(lost) > 1 else ""
        raise BadInput(f"{source.name}:{lost[0].row}: {lost[0].message}{more}. Mend or remove the row")
    there = {role for role, column in names.items() if column in listed or any(v is not None for v in values[role])}
    return {role: column for role, column in values.items() if role in there}, list(listed), numbers


def _part(data: Mapping[str, Any], column: str) -> Any:
    if column in data or "." not in column:
        return data.get(column)
    at: Any = data
    for step in column.split("."):
        at = at.get(step) if isinstance(at, Mapping) else None
    return at


def _parquet(source: opened, names: Mapping[str, str]) -> _Found:
    """Column by column through DuckDB: ten million rows never become Python objects unless they are text."""
    import duckdb

    from accord.formats.opening import Unreadable

    if source.path is None:
        raise Unreadable(f"{source.name} is Parquet inside gzip. Unpack it; Parquet is packed already.")
    with duckdb.connect() as engine:
        try:
            parquet = engine.read_parquet(str(source.path))
            there = {role: column for role, column in names.items() if column.partition(".")[0] in parquet.columns}
            wanted = [_column(column, parquet.columns) for column in there.values()]
            chosen = ", ".join(f"{column} AS c{at}" for at, column in enumerate(wanted))
            arrays = list(parquet.project(chosen).fetchnumpy().values()) if wanted else []
            length = len(arrays[0]) if arrays else len(parquet)
        except duckdb.Error as error:
            raise Unreadable(f"{source.name} cannot be read as Parquet: {str(error).splitlines()[0]}") from None
        listed = list(parquet.columns)
    return {role: _unmasked(array) for role, array in zip(there, arrays, strict=True)}, listed, range(1, length + 1)


def _column(name: str, columns: Sequence[str]) -> str:
    steps = [name] if name in columns else name.split(".")
    return ".".join('"' + step.replace('"', '""') + '"' for step in steps)


def _unmasked(array: Any) -> Any:
    """A masked array as objects with None; a whole one as it is, except text, which is a list."""
    gaps = getattr(array, "mask", None)
    if gaps is None or not gaps.any():
        plain = getattr(array, "data", array) if gaps is not None else array
        return plain if plain.dtype.kind in "iufb" else plain.tolist()
    return [None if gap else value for value, gap in zip(array.data.tolist(), gaps.tolist(), strict=True)]


def _cleared(column: Any, nothing: frozenset[str]) -> Any:
    """Cells that stand for nothing become None."""
    if not isinstance(column, list):
        return column
    return [None if isinstance(value, str) and value.strip() in nothing else value for value in column]


class _NoNumber:
    """Stands for a cell that is no number."""


_NO_NUMBER = _NoNumber()


def _number(value: Any) -> Any:
    if value is None or (isinstance(value, float | int) and not isinstance(value, bool)):
        return value
    if isinstance(value, str):
        try:
            number = float(value)
        except ValueError:
            return _NO_NUMBER
        if number == number and abs(number) != float("inf"):
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return value.item() if hasattr(value, "item") else _NO_NUMBER


def _rest(count: int) -> str:
    return f", and {count - SHOWN} more" if count > SHOWN else ""
