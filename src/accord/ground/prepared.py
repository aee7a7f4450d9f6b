"""Statements that every claim and submit run: compiled once a process, then run on the driver's own cursor.

SQLAlchemy takes about 50 microseconds to run a statement that it has compiled before, SQLite takes three to answer it.
A statement here is written in Core as everywhere, and means the same on both databases: its column types still turn values
into what is stored and back. What it leaves out is SQLAlchemy's way of running it. Used in queries only, where it is worth it.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.exc import DBAPIError, MultipleResultsFound, NoResultFound

Change = Callable[[Any], Any]


class Prepared:
    """One statement. Its parameters are `bindparam`s; an insert or update sets the columns named in `sets`, given by their names.

    Rows are named tuples. Lists of unknown length (`in_` with a parameter) do not belong here.

    >>> from sqlalchemy import bindparam, create_engine, literal, select
    >>> doubled = Prepared(select((bindparam("n", 0) * 2).label("twice"), literal("x").label("mark")))
    >>> with create_engine("sqlite://").connect() as c:
    ...     doubled.one(c, {"n": 21})
    Row(twice=42, mark='x')
    """

    __slots__ = ("_made", "_sets", "_statement")

    def __init__(self, statement: Select[Any] | Insert | Update | Delete, sets: Sequence[str] = ()) -> None:
        self._statement, self._sets = statement, list(sets)
        self._made: dict[str, _Made] = {}

    def all(self, c: Connection, values: Mapping[str, Any]) -> list[Any]:
        """Every row."""
        made, cursor = self._run(c, values)
        try:
            return [made.row(one) for one in cursor.fetchall()]
        finally:
            cursor.close()

    def first(self, c: Connection, values: Mapping[str, Any]) -> Any:
        """The first row, or None."""
        made, cursor = self._run(c, values)
        try:
            found = cursor.fetchone()
            return None if found is None else made.row(found)
        finally:
            cursor.close()

    def one(self, c: Connection, values: Mapping[str, Any]) -> Any:
        """The only row.

        Raises:
            NoResultFound, MultipleResultsFound: there is not exactly one.
        """
        rows = self.all(c, values)
        if len(rows) != 1:
            raise (MultipleResultsFound if rows else NoResultFound)(f"{len(rows)} rows where there is one")
        return rows[0]

    def run(self, c: Connection, values: Mapping[str, Any]) -> int:
        """How many rows it changed."""
        _, cursor = self._run(c, values)
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _run(self, c: Connection, values: Mapping[str, Any]) -> tuple[_Made, Any]:
        made = self._made.get(c.dialect.name)
        if made is None:
            made = self._made[c.dialect.name] = _Made(self._statement, self._sets, c.dialect)
        if not c.in_transaction():
            c.begin()
        raw: Any = c.connection.dbapi_connection
        given = made.given(values)
        try:
            cursor = raw.execute(made.sql, given)
        except made.error as error:
            raise DBAPIError.instance(made.sql, given, error, made.error, dialect=c.dialect) from error
        return made, cursor


class _Made:
    """A statement as one kind of database takes it."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete, sets: list[str], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=sets or None)
        self.sql = str(compiled)
        assert dialect.dbapi is not None
        self.error: type[Exception] = dialect.dbapi.Error
        into: dict[str, Change] = {}
        fixed: dict[str, Any] = {}
        for bind, name in compiled.bind_names.items():  # type: ignore[attr-defined]
            change = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if change is not None:
                into[name] = change
            if not bind.required:
                fixed[name] = change(bind.effective_value) if change else bind.effective_value
        order = compiled.positiontup if compiled.positional else None  # type: ignore[attr-defined]
        self.given = _giver(fixed, into, order)
        self.row = _rower(statement, dialect)


def _giver(
    fixed: dict[str, Any], into: dict[str, Change], order: list[str] | None
) -> Callable[[Mapping[str, Any]], Any]:
    """From named values to what the driver takes: a tuple in the statement's order, or a dictionary."""
    if order is None:

        def named(values: Mapping[str, Any]) -> dict[str, Any]:
            filled = {**fixed, **values}
            for name, change in into.items():
                if name in values:
                    filled[name] = change(values[name])
            return filled

        return named
    steps = [(name, into.get(name), name in fixed) for name in order]

    def given(values: Mapping[str, Any]) -> tuple[Any, ...]:
        out = []
        for name, change, known in steps:
            if known and name not in values:
                out.append(fixed[name])
            else:
                value = values[name]
                out.append(change(value) if change else value)
        return tuple(out)

    return given


def _rower(statement: Any, dialect: Dialect) -> Callable[[Sequence[Any]], Any]:
    """From the driver's tuple to a row with names, its values in Python's types."""
    columns = list(statement.exported_columns) if statement.is_select or statement._returning else []
    made = namedtuple("Row", [column.key for column in columns], rename=True)._make  # type: ignore[misc]
    out = [
        (at, change)
        for at, column in enumerate(columns)
        if (change := column.type.dialect_impl(dialect).result_processor(dialect, None))
    ]
    if not out:
        return made

    def row(found: Sequence[Any]) -> Any:
        values = list(found)
        for at, change in out:
            values[at] = change(values[at])
        return made(values)

    return row
