"""Leases: drafts keep them, skipping and releasing end them, time expires them; the slot goes back in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Row

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Invalid, NotFound
from accord.ground.turns import Turns, waited
from accord.people.service import Caller, Who
from accord.projects import service as projects
from accord.schema import Fault
from accord.schema.plain import check_plain
from accord.work import shapes
from accord.work.cursors import CURSORS
from accord.work.listening import tell
from accord.work.queries import assignments, places

SWEPT = 500  # leases ended in one transaction
LARGEST = 4 * 1024 * 1024  # bytes of one response's answers


def expire(c: Connection, moment: datetime, project_id: int | None = None, *, wait: bool = False) -> int:
    """End the leases that ran out, and free their slots; how many. Those that others hold are theirs, or (`wait`) waited for."""
    over = assignments.expired(c, moment, project_id, SWEPT, wait)
    if over:
        assignments.end(c, [number for number, _ in over], "expired")
        places.give_back(c, [key for _, key in over if key is not None])
    return len(over)


def sweep(db: Database) -> int:
    """End everything that ran out, in all projects (every claim does so for its own); how many.

    Run it every minute or so: places of projects where nobody claims become free for those who look at progress.
    """
    total = 0
    while ended := db.write(lambda c: expire(c, now())):
        total += ended
        if ended < SWEPT:
            break
    return total


def save_draft(
    db: Database, caller: Caller, assignment: str, answers: Any, active_seconds: float | None = None
) -> dict[str, Any]:
    """`drafting` by a person who is known, waited for."""
    return waited(db, drafting(db, lambda c: caller, assignment, answers, active_seconds))


def drafting(
    db: Database,
    who: Who,
    assignment: str,
    answers: Any,
    active_seconds: float | None = None,
    events: Sequence[Mapping[str, Any]] = (),
) -> Turns[dict[str, Any]]:
    """Keep unfinished answers; a lease that still runs is renewed. Unchecked against the spec, but plain JSON.

    `events`: what was done with suggestions so far (`submitting`).

    Raises:
        NotFound: it is not the caller's assignment. Invalid: not plain JSON, or too large. Conflict: it was skipped.
    """
    number = shapes.assignment_number(assignment)
    if faults := check_size(answers):
        raise Invalid("The draft cannot be stored", faults=faults)
    draft = {"answers": answers, "active_seconds": active_seconds, **({"events": list(events)} if events else {})}

    def work(c: Connection) -> datetime:
        caller, moment = who(c), now()
        row = assignments.lock_any(c, number)
        if row is None or row.user_id != caller.user_id:
            raise NotFound("There is no such assignment")
        minutes = projects.find_by_id(db, c, caller, row.project_id, held=True).spec.lease_minutes
        if row.state == "skipped":
            raise Conflict("This record was skipped")
        renewed = {"lease_until": moment + timedelta(minutes=minutes)} if row.state == "leased" else {}
        assignments.change(c, number, draft=draft, **renewed)
        return moment

    return {"saved_at": shapes.moment((yield work))}


def skip(db: Database, caller: Caller, assignment: str, reason: str = "") -> dict[str, str]:
    """Hand the record to others; it is not offered to this person again. Twice is once.

    Raises:
        NotFound: it is not the caller's assignment. Conflict: it was answered already.
    """
    ended = _end(db, caller, assignment, "skipped", skip_reason=reason or None)
    number = shapes.assignment_number(assignment)
    with db.read() as c:
        row = assignments.find(c, number)
        project = projects.find_by_id(db, c, caller, row.project_id, held=True) if row is not None else None
    if project is not None:
        tell(db, project, caller.user_id)
    return ended


def release(db: Database, caller: Caller, assignment: str) -> dict[str, str]:
    """Give the lease back; the draft stays, and the record may be offered to this person again. Twice is once.

    Raises:
        NotFound: it is not the caller's assignment. Conflict: it was answered already.
    """
    row = _own(db, caller, shapes.assignment_number(assignment))[0]
    ended = _end(db, caller, assignment, "released")
    CURSORS.forget(db, (row.project_id, row.stage, caller.user_id))
    return ended


def check_size(answers: Any) -> list[Fault]:
    """What makes answers unfit for any database."""
    faults = [fault.under("/answers") for fault in check_plain(answers)]
    if not faults and len(to_json(answers)) > LARGEST:
        faults.append(Fault("/answers", "too-large", f"one response holds at most {LARGEST // 1024**2} MiB"))
    return faults


def _end(db: Database, caller: Caller, assignment: str, state: str, **values: Any) -> dict[str, str]:
    number = shapes.assignment_number(assignment)
    _own(db, caller, number)

    def work(c: Connection) -> None:
        row = assignments.lock(c, number)
        if row.state == "submitted":
            raise Conflict("This record is answered already; change the answer instead")
        assignments.change(c, number, state=state, lease_until=None, **values)
        if row.state == "leased" and row.hidden is None:
            places.give_back(c, [(row.record_id, row.stage, row.cycle)])

    db.write(work)
    return {"state": state}


def _own(db: Database, caller: Caller, number: int) -> tuple[Row[Any], int]:
    """The caller's assignment, and its project's lease in minutes."""
    with db.read() as c:
        row = assignments.find(c, number)
        if row is None or row.user_id != caller.user_id:
            raise NotFound("There is no such assignment")
        return row, projects.find_by_id(db, c, caller, row.project_id, held=True).spec.lease_minutes
