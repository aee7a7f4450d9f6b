"""Content that may harm: whether a person works on it at all, and how they want to meet it. Only they see and set this."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.people import queries
from accord.people.service import Caller

NOT_ASKED = {"accepts": False, "blur": True, "daily_cap": None, "break_minutes": None}


def get(db: Database, caller: Caller) -> dict[str, Any]:
    """What the caller wants; not to see such content, as long as they were not asked."""
    with db.read() as c:
        return read(c, caller.user_id)


def read(c: Connection, user_id: int) -> dict[str, Any]:
    """The same within a transaction that is open."""
    row = queries.get_wellbeing(c, user_id)
    if row is None:
        return dict(NOT_ASKED)
    more = {"daily_cap": row.daily_cap, "break_minutes": row.break_minutes}
    return {"accepts": row.accepts_at is not None, "blur": row.blur, **more}


def set_(
    db: Database, caller: Caller, *, accepts: bool, blur: bool, daily_cap: int | None, break_minutes: int | None
) -> dict[str, Any]:
    """What the caller wants from now on; it holds from the next record."""

    def work(c: Connection) -> None:
        before = queries.get_wellbeing(c, caller.user_id)
        since = (before.accepts_at if before else None) or now()
        more = {"blur": blur, "daily_cap": daily_cap, "break_minutes": break_minutes}
        queries.set_wellbeing(c, caller.user_id, {"accepts_at": since if accepts else None, **more})

    db.write(work)
    return get(db, caller)
