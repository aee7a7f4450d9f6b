"""Copies all that one database holds into another, empty one: how an installation moves from SQLite to PostgreSQL, or back."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select, text

from accord.ground.database import Database
from accord.ground.errors import Conflict, Invalid
from accord.ground.migrations import DOMAINS
from accord.ground.tables import metadata

PART = 1000  # rows read and written at a time


def copy(
    source: Database,
    target: Database,
    finish: Callable[[Connection], None],
    told: Callable[[int], object] = lambda done: None,
) -> dict[str, int]:
    """Every row as it stands at one moment, in one transaction of the target: it holds all of it or nothing. How many, by table.

    Costs a read and a write per row, and memory for a part of them. `finish` makes what is no table of ours (an index of words);
    `told` hears how many rows are over.

    Raises:
        Conflict: the target holds something already.
        Invalid: a text holds what the target cannot keep; says in which table.
    """
    tables, at = _tables(), [""]
    with source.read() as reading:
        counts = {one.name: _count(reading, one) for one in tables}

        def work(c: Connection) -> None:
            done = 0
            _make_room(c, tables)
            for table in tables:
                at[0] = table.name
                for part in (
                    reading.execute(_ordered(table), execution_options={"yield_per": PART}).mappings().partitions()
                ):
                    c.execute(insert(table), [dict(row) for row in part])
                    done += len(part)
                    told(done)
                _go_on_counting(c, table)
            finish(c)

        try:
            target.write(work)
        except Invalid as error:
            raise Invalid(f"{at[0]}: {error}") from error
    return counts


def _tables() -> list[Table]:
    """What is referred to comes before what refers to it."""
    import_module("accord.ground.audit")
    for domain in DOMAINS:
        import_module(f"accord.{domain}.tables")
    return list(metadata.sorted_tables)


def _make_room(c: Connection, tables: list[Table]) -> None:
    """Only an unused database is written to: at most the administrator is in it whom any command makes that looks into one."""
    there = {one.name: count for one in tables if (count := _count(c, one))}
    if there.pop("users", 0) > 1 or there:
        found = ", ".join(there) or "people"
        raise Conflict(f"The other database is not empty: it has {found}. Name a new one.")
    c.execute(delete(metadata.tables["users"]))


def _count(c: Connection, table: Table) -> int:
    return int(c.execute(select(func.count()).select_from(table)).scalar_one())


def _ordered(table: Table) -> Select[Any]:
    """A row that refers to another of its table comes after those that refer to none."""
    own = [key.parent.is_not(None) for key in table.foreign_keys if key.column.table is table]
    return select(table).order_by(*own, *table.primary_key)


def _go_on_counting(c: Connection, table: Table) -> None:
    """Rows came with their numbers; PostgreSQL's next one has to be told."""
    column = table.autoincrement_column
    if (
        column is None
        or c.dialect.name != "postgresql"
        or (last := c.execute(select(func.max(column))).scalar()) is None
    ):
        return
    c.execute(text("SELECT setval(pg_get_serial_sequence(:t, :c), :n)"), {"t": table.name, "c": column.name, "n": last})
