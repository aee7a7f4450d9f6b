"""Guidelines as people meet them: what changed since they last read, and that they said so."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict
from accord.people.service import Caller
from accord.projects import queries
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.work import shapes
from accord.work.queries import assignments


def show(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """The guidelines, whether they must be acknowledged, and what changed since this person acknowledged or answered last.

    Raises:
        NotFound: the project is not the caller's.
    """
    found = projects.get(db, caller, project)
    with db.read() as c:
        done = queries.acknowledged(c, found.id, caller.user_id)
        since = done or assignments.last_version(c, found.id, caller.user_id)
        before = queries.version(c, found.id, since) if since else None
        later = queries.changes(c, found.id, since) if since else []
    kept = before.guidelines_hash if before else ""
    told = [
        {"version": row.version, "at": shapes.moment(row.created_at), "by": row.by, "changes": row.changes}
        for row in later
        if row.changes or row.guidelines_hash != kept
    ]
    return {
        "version": found.version,
        "hash": found.guidelines_hash,
        "text": found.guidelines,
        "must": done < found.acknowledge,
        "acknowledged": done or None,
        "before": {"version": before.version, "text": before.guidelines} if before else None,
        "changes": told,
    }


def acknowledge(db: Database, caller: Caller, project: str, version: int) -> None:
    """Say that one has read the guidelines of a version.

    Raises:
        NotFound: the project is not the caller's.
        Conflict: there are newer ones to acknowledge, or there is no such version.
    """
    found = projects.get(db, caller, project)
    if not found.acknowledge <= version <= found.version:
        raise Conflict("The guidelines changed again; read the newest ones")

    def work(c: Connection) -> None:
        if queries.acknowledge(c, found.id, caller.user_id, version, now()):
            note(c, caller, "guidelines.acknowledge", f"projects/{found.name}/guidelines", {"version": version})

    db.write(work)


def who(db: Database, caller: Caller, project: str) -> dict[str, Any]:
    """For leads: which version each member acknowledged, and who is held up.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is below reviewer there.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        rows = queries.who_acknowledged(c, found.id)
    return {"wanted": found.acknowledge or None, "people": [_person(row, found) for row in rows]}


def _person(row: Any, found: ProjectRow) -> dict[str, Any]:
    waits = (row.version or 0) < found.acknowledge
    return {"name": row.name, "role": row.role, "acknowledged": row.version, "waits": waits}
