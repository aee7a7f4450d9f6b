"""What people look at: added by the stream, read one by one or all in turn. Where a record stands is `work`'s business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from contextlib import closing
from typing import Any

from sqlalchemy import Connection

from accord.formats.rows import Refused
from accord.ground.audit import note
from accord.ground.database import Database
from accord.ground.errors import NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.records import queries
from accord.records.adding import CHUNK, LISTED, Report, chunks, store
from accord.records.beside import Lines
from accord.records.checking import Checked, Item

__all__ = ["CHUNK", "Lines", "Refused", "Report", "add", "get", "stream"]

PAGE = 500  # records read in one short transaction while streaming


def add(
    db: Database,
    caller: Caller,
    project: str,
    items: Iterable[Item] | Lines,
    progress: Callable[[int], None] | None = None,
    also: Callable[[Connection, int], None] | None = None,
    listed: int = LISTED,
) -> Report:
    """Add or update records by their id, in chunks; a chunk is one transaction, and what does not fit is reported.

    A record that has responses keeps them when it is updated: each response says when it was given, and the record when it
    changed. Gold is stored apart from what people see. `also` runs in the transaction of each chunk and gets the highest
    record id before it: what is above is new. All of them are durable when this ends, however it ends. While one chunk is written the next is checked; `Lines` on other processes.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is no lead of it.
        StorageFull: earlier chunks are stored, this one is not at all.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    report = Report(listed=listed)

    def write(rows: list[Checked]) -> Callable[[Connection], tuple[int, int, int]]:
        def work(c: Connection) -> tuple[int, int, int]:
            queries.one_at_a_time(c, f"records of {found.id}")
            projects.still(c, found)
            before = queries.newest(c, found.id)
            regraded: list[str] = []
            counts = store(c, found.id, rows, regraded)
            if also is not None and counts[0]:
                also(c, before)
            if counts[0] or counts[1]:
                told = {"inserted": counts[0], "updated": counts[1], "gold": sum(row.gold is not None for row in rows)}
                note(c, caller, "records.import", f"projects/{found.name}/records", told)
            if regraded:
                told = {"count": len(regraded), "records": regraded[:50]}
                note(c, caller, "gold.change", f"projects/{found.name}/records", told)
            return counts

        return work

    writing: Future[tuple[int, int, int]] | None = None
    try:
        with closing(chunks(found.spec, items, report)) as checked:
            for rows, read in checked:
                if writing is not None:
                    report.count(writing.result())
                writing = db.start(write(rows), lazily=True) if rows else None
                if progress is not None:
                    progress(read)
    finally:
        if writing is not None:
            wait((writing,))
        db.settle()
    if writing is not None:
        report.count(writing.result())
    return report


def get(db: Database, caller: Caller, project: str, key: str) -> dict[str, Any]:
    """A record in its shape; leads see its gold too.

    Raises:
        NotFound: there is none, or the project is not the caller's.
        Forbidden: the caller is below reviewer there (annotators see records only through assignments).
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        row = queries.by_key(c, found.id, key)
    if row is None:
        raise NotFound(f"There is no record {key} in {project}")
    return _shape(row, gold=found.role == "lead")


def stream(db: Database, caller: Caller, project: str) -> Iterator[dict[str, Any]]:
    """All records as they came, with gold, oldest first; in short transactions, so that a long export blocks nothing."""
    found = projects.get(db, caller, project)
    found.needs("lead")
    db.write(lambda c: note(c, caller, "records.export", f"projects/{found.name}/records"))

    def rows() -> Iterator[dict[str, Any]]:
        last = 0
        while True:
            with db.read() as c:
                page = queries.after(c, found.id, last, PAGE)
            if not page:
                return
            for row in page:
                yield _shape(row, gold=True)
            last = page[-1].id

    return rows()


def _shape(row: Any, *, gold: bool) -> dict[str, Any]:
    shape = {"id": row.key, **row.body}
    return {**shape, "gold": row.gold} if gold and row.gold is not None else shape
