"""SQL of deleting a project: marking it, and taking away what belongs to it, whatever table that is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, delete, func, or_, select, update

from accord.calibration.tables import rounds
from accord.datasets.tables import datasets
from accord.ground.database import AnyRow
from accord.ground.tables import metadata
from accord.jobs.tables import jobs
from accord.notices.tables import notices
from accord.projects.tables import invitations, members, projects
from accord.records.tables import records
from accord.work.tables import assignments, responses

GONE = 0  # the version of a project of which nothing is left but its number


def counts(c: Connection, numbers: Sequence[int]) -> dict[str, int]:
    """How many records and responses they hold."""
    tables = {"records": records, "responses": responses}
    chosen = {name: select(func.count()).where(one.c.project_id.in_(numbers)) for name, one in tables.items()}
    return {name: int(c.scalar(one) or 0) for name, one in chosen.items()}


def mark(c: Connection, rows: Sequence[AnyRow], now: datetime) -> list[int]:
    """From now on nobody sees these: no member, no invitation, no notice, and their names are free; which were not marked before."""
    marked = []
    for row in rows:  # a name that no project can have
        values = {"name": f"~{row.id}", "archived_at": now, "deleted_at": now, "part_of": None}
        mine = (projects.c.id == row.id, projects.c.deleted_at.is_(None))
        if c.execute(update(projects).where(*mine).values(**values)).rowcount:
            marked.append(row.id)
    for table in (members, invitations):
        c.execute(delete(table).where(table.c.project_id.in_(marked)))
    c.execute(delete(rounds).where(or_(rounds.c.votes_id.in_(marked), rounds.c.project_id.in_(marked))))
    c.execute(delete(notices).where(notices.c.project.in_([row.name for row in rows])))
    return marked


def running(c: Connection, numbers: Sequence[int]) -> list[int]:
    """Jobs of these that run."""
    return list(c.scalars(select(jobs.c.id).where(jobs.c.project_id.in_(numbers), jobs.c.state == "running")))


def waiting(c: Connection) -> list[int]:
    """Projects that are marked and not gone, the oldest mark first; by ix_projects_deleted_at."""
    chosen = select(projects.c.id).where(projects.c.deleted_at.is_not(None), projects.c.version != GONE)
    return list(c.scalars(chosen.order_by(projects.c.deleted_at, projects.c.id)))


def files(c: Connection, number: int) -> tuple[list[int], list[str]]:
    """Numbers of its jobs, and hashes of its datasets that no other project has."""
    others = select(datasets.c.hash).where(datasets.c.project_id != number)
    own = select(datasets.c.hash).where(datasets.c.project_id == number, datasets.c.hash.not_in(others))
    numbers = c.scalars(select(jobs.c.id).where(jobs.c.project_id == number))
    return list(numbers), sorted(set(c.scalars(own)))


def remove_records(c: Connection, number: int, most: int) -> int:
    """So many of its records go, with all that was said of them; how many there were."""
    careful(c)
    chosen = select(records.c.id).where(records.c.project_id == number, records.c.id.not_in(_last(c, number)))
    some = list(c.scalars(chosen.order_by(records.c.id).limit(most)))
    if some:
        _cut(c, some)
        c.execute(delete(records).where(records.c.id.in_(some)))
    return len(some)


def remove_rest(c: Connection, number: int) -> None:
    """Everything else that names the project goes, whatever table it is in; its number stays, with nothing in it."""
    careful(c)
    last = _last(c, number)
    _cut(c, last)
    for table, column in _naming("records"):
        if table not in (assignments, responses):
            c.execute(delete(table).where(table.c[column].in_(last)))
    for table in (responses, assignments):
        newest = select(func.max(table.c.id)).scalar_subquery()
        c.execute(delete(table).where(table.c.record_id.in_(last), table.c.id < newest))
    empty = {"answers": {}, "presentation": {}, "idempotency_key": None, "body_hash": None}
    c.execute(update(responses).where(responses.c.record_id.in_(last)).values(**empty))
    empty = {"presentation": {}, "draft": None, "skip_reason": None, "lease_until": None, "state": "released"}
    c.execute(update(assignments).where(assignments.c.record_id.in_(last)).values(**empty))
    for one in last:
        values = {"key": f"~{one}", "body": {}, "gold": None, "hash": "", "title": ""}
        c.execute(update(records).where(records.c.id == one).values(**values))
    kept = {"records", *(table.name for table, _ in _naming("records"))}
    for table, column in _naming("projects"):
        if table.name not in kept and table is not projects:
            c.execute(delete(table).where(table.c[column] == number))
    c.execute(update(projects).where(projects.c.id == number).values(version=GONE, paused=True, created_by=None))


def careful(c: Connection) -> Connection:
    """What goes is overwritten in the file, not only let go of."""
    if c.dialect.name == "sqlite":
        c.exec_driver_sql("PRAGMA secure_delete=ON").close()
    return c


def _last(c: Connection, number: int) -> list[int]:
    """Records of it that hold the newest number of a table. SQLite would give that number again, and a browser that kept a draft
    under it would bring the draft with it: so these stay, emptied."""
    if c.dialect.name != "sqlite":
        return []
    newest = [select(func.max(records.c.id))]
    for table in (assignments, responses):
        newest.append(select(table.c.record_id).order_by(table.c.id.desc()).limit(1))
    found = {c.scalar(one) for one in newest}
    return list(c.scalars(select(records.c.id).where(records.c.id.in_(found), records.c.project_id == number)))


def _cut(c: Connection, numbers: Sequence[int]) -> None:
    """No response of these refers to another, so that they can go in any order."""
    chosen = update(responses).where(responses.c.record_id.in_(numbers), responses.c.parent_id.is_not(None))
    c.execute(chosen.values(parent_id=None))


def _naming(what: str) -> Iterator[tuple[Table, str]]:
    """Tables that refer to this one, each with the column that does; those that refer to others of them first."""
    for table in reversed(metadata.sorted_tables):
        for key in table.foreign_keys:
            if key.column.table.name == what and key.ondelete == "CASCADE":
                yield table, key.parent.name
