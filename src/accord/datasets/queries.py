"""SQL of datasets: the records and their latest responses, page by page, and the snapshots themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, String, Text, and_, cast, func, insert, select, type_coerce

from accord.datasets.tables import datasets
from accord.ground.errors import NotFound
from accord.projects.tables import projects
from accord.records.tables import records
from accord.work.tables import assignments, responses

PAGE = 500  # records read at once
KEPT = ("id", "record_id", "stage", "cycle", "user_id", "revision", "parent_id", "spec_version", "guidelines")
# what is only written again is not read: answers stay JSON, moments as the driver gives them
SHOWN = (
    *(responses.c[name] for name in (*KEPT, "active_seconds", "wall_seconds")),
    *(cast(responses.c[name], Text).label(name) for name in ("answers", "presentation")),
    *(type_coerce(responses.c[name], String).label(name) for name in ("claimed_at", "submitted_at")),
)


def count_records(c: Connection, project: int) -> int:
    """How many were not withdrawn."""
    mine = (records.c.project_id == project, records.c.withdrawn_at.is_(None))
    return int(c.scalar(select(func.count()).select_from(records).where(*mine)) or 0)


def more_than(c: Connection, project: int, most: int) -> bool:
    """Whether records and responses together are more than so many; no more are looked at."""
    rows = 0
    for table in (records, responses):
        some = select(table.c.id).where(table.c.project_id == project).limit(most + 1 - rows).subquery()
        rows += int(c.scalar(select(func.count()).select_from(some)) or 0)
    return rows > most


def judged(c: Connection, project: int) -> Iterator[tuple[Row[Any], list[Row[Any]]]]:
    """Every record that was not withdrawn, with the latest counted responses to it. Memory is one page."""
    after = 0
    while page := _records(c, project, after):
        said: dict[int, list[Row[Any]]] = {}
        for row in _responses(c, [record.id for record in page]):
            said.setdefault(row.record_id, []).append(row)
        for record in page:
            yield record, said.get(record.id, [])
        after = page[-1].id


def _records(c: Connection, project: int, after: int) -> Sequence[Row[Any]]:
    mine = (records.c.project_id == project, records.c.id > after, records.c.withdrawn_at.is_(None))
    body = cast(records.c.body, Text).label("body")
    columns = (records.c.id, records.c.key, body, records.c.gold)
    return c.execute(select(*columns).where(*mine).order_by(records.c.id).limit(PAGE)).all()


def _responses(c: Connection, numbers: Sequence[int]) -> Sequence[Row[Any]]:
    """By record only: given the project too, SQLite would read all of the project's responses for every page."""
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    chosen = (
        select(*SHOWN)
        .join(assignments, newest)
        .where(responses.c.record_id.in_(numbers), responses.c.surplus.is_(False), assignments.c.hidden.is_(None))
        .order_by(responses.c.record_id, responses.c.id)
    )
    return c.execute(chosen).all()


def add(c: Connection, values: dict[str, Any]) -> Row[Any]:
    """A dataset row; the same content as the newest version is that version."""
    mine = datasets.c.project_id == values["project_id"]
    newest = c.execute(select(datasets).where(mine).order_by(datasets.c.version.desc()).limit(1)).first()
    if newest is not None and newest.hash == values["hash"]:
        return newest
    there = select(projects.c.id).where(projects.c.id == values["project_id"], projects.c.deleted_at.is_(None))
    if c.execute(there.with_for_update()).first() is None:
        raise NotFound("The project was deleted meanwhile")
    version = int(c.scalar(select(func.max(datasets.c.version)).where(mine)) or 0) + 1
    number = c.execute(insert(datasets).values(**values, version=version).returning(datasets.c.id)).scalar_one()
    return c.execute(select(datasets).where(datasets.c.id == number)).one()


def list_(c: Connection, project: int, limit: int) -> Sequence[Row[Any]]:
    """A project's datasets, newest first."""
    mine = select(datasets).where(datasets.c.project_id == project)
    return c.execute(mine.order_by(datasets.c.version.desc()).limit(limit)).all()


def get(c: Connection, number: int) -> Row[Any] | None:
    """One dataset."""
    return c.execute(select(datasets).where(datasets.c.id == number)).first()
