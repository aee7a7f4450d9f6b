"""Telling people: a notice is written in the transaction of what it is about, so that neither is there without the other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.notices import queries
from accord.people import service as people
from accord.people.service import Caller

KINDS = {
    "returned": "your work on a record came back, with the reason",
    "escalated": "a record waits for your decision",
    "reminder": "its deadline is near",
    "overdue": "its deadline has passed",
    "rule": "a rule looked at your work and did something",
    "guidelines": "guidelines changed; read them before you go on",
    "joined": "somebody came by your invitation",
    "calibration": "a calibration round began, or was revealed",
}
KEPT = timedelta(days=90)  # what was read is kept so long
WORTH = timedelta(days=1)  # news that is older is not told to another system


people.when_gone(queries.forget_person)


def tell(c: Connection, people: Iterable[int], kind: str, project: str, **told: Any) -> None:
    """A notice for each of these people, within the caller's transaction. `told` is plain, and nothing of what people answered."""
    moment = now()
    about = {"kind": kind, "project": project, "told": told, "at": moment, "tries": 0, "due_at": moment}
    if rows := [{"user_id": user, **about} for user in sorted(set(people))]:
        queries.add(c, rows)


def mine(
    db: Database, caller: Caller, before: int | None = None, unread: bool = False, limit: int = 50
) -> dict[str, Any]:
    """The caller's own, newest first, and how many they have not read."""
    with db.read() as c:
        rows = queries.list_(c, caller.user_id, before, unread, limit)
        count = queries.count_unread(c, caller.user_id)
    names = ("id", "kind", "project", "told", "at", "read_at")
    return {"unread": count, "notices": [{name: getattr(row, name) for name in names} for row in rows]}


def read(db: Database, caller: Caller, numbers: list[int], upto: int | None = None) -> dict[str, int]:
    """The caller has read these, and (with `upto`) all up to that one; others' are left alone."""

    def work(c: Connection) -> int:
        queries.read(c, caller.user_id, numbers, upto, now())
        return queries.count_unread(c, caller.user_id)

    return {"unread": db.write(work)}


def sweep(db: Database) -> int:
    """What was read long ago goes, and what is old is not told to another system any more; how many."""

    def work(c: Connection) -> int:
        return queries.give_up(c, now() - WORTH) + queries.forget(c, now() - KEPT)

    return db.write(work)
