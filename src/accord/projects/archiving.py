"""Archiving: a project that is over leaves everybody's lists, with its exams and rounds, and hands out nothing; leads bring it back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.people.service import Caller
from accord.projects import queries, service


def archive(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """Nobody gets a record of it any more; what people hold they may still give back. Twice is once.

    Raises:
        NotFound, Forbidden: the caller is no lead of it.
    """
    found = service.get(db, caller, project)
    found.needs("lead")

    def work(c: Connection) -> None:
        if gone := queries.archive(c, found.id, now()):
            note(
                c,
                caller,
                "project.archive",
                f"projects/{found.name}",
                {"with": [one for one in gone if one != project]},
            )

    db.write(work)
    return _shown(db, caller, project)


def restore(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """It is at work again, with what was archived together with it. Twice is once.

    Raises:
        NotFound, Forbidden: the caller is no lead of it.
    """
    found = service.get(db, caller, project)
    found.needs("lead")

    def work(c: Connection) -> None:
        if found.archived_at is None:
            return
        back = queries.restore(c, found.id, found.archived_at)
        note(c, caller, "project.restore", f"projects/{found.name}", {"with": [one for one in back if one != project]})

    db.write(work)
    return _shown(db, caller, project)


def _shown(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    found = service.get(db, caller, project)
    with db.read() as c:
        parts = [row.name for row in queries.parts(c, found.id) if row.archived_at == found.archived_at]
    return {"name": found.name, "archived_at": found.archived_at, "parts": parts}
