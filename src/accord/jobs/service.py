"""Jobs of a project: started once, watched by its reviewers and leads, stopped by its leads or by who asked for it.

A job is a row that survives the server. Whoever runs it says so twice a second; one that nobody has spoken for in a while was lost
with its server, and is told as stopped by a restart.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import AnyRow, Database
from accord.ground.errors import Conflict, Forbidden
from accord.jobs import queries
from accord.jobs.running import RESTARTED, RUNNING
from accord.people.service import Caller
from accord.people.tables import ROLES
from accord.projects import service as projects
from accord.projects.service import ProjectRow

SILENT = timedelta(seconds=20)  # without a word: its server is gone; a busy one says one every half second


def start(
    db: Database, home: Path, caller: Caller, project: ProjectRow, kind: str, options: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Begin a job, or give the one that runs already with the same options. The caller's right to it is the caller's to check.

    Raises:
        Conflict: one of this kind runs with other options.
    """
    wanted = dict(options or {})

    def work(c: Connection) -> tuple[AnyRow, bool]:
        there = queries.running(c, project.id, kind)
        if there is not None and _lost(there):
            queries.end(c, there.id, "stopped", now(), message=RESTARTED)
            there = None
        if there is not None:
            if there.options != wanted:
                raise Conflict(f"Another {kind} of {project.name} is being made; wait for it, or stop it", job=there.id)
            return there, False
        about = {"project_id": project.id, "kind": kind, "asked_by": caller.user_id or None, "options": wanted}
        none = {"stop_asked": False, "step": "", "done": 0, "total": 0, "message": "", "made_of": ""}
        return queries.add(c, {**about, **none, "state": "running", "started_at": now(), "seen_at": now()}), True

    row, fresh = db.write(work)
    if fresh:
        task = {
            "database": db.url,
            "home": os.fspath(home.absolute()),
            "folder": os.fspath(folder(home, row.id).absolute()),
            "kind": kind,
            "caller": asdict(caller),
            "project": project.name,
            "options": wanted,
        }
        RUNNING.start(db, row.id, (project.id, kind), task)
    return shown(row, project.name)


def list_(db: Database, caller: Caller, project: str, limit: int = 50) -> list[dict[str, Any]]:
    """A project's jobs, newest first.

    Raises:
        NotFound, Forbidden: the caller is no reviewer or lead of the project.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        return [shown(row, found.name) for row in queries.list_(c, found.id, limit)]


def get(db: Database, caller: Caller, number: int) -> dict[str, Any]:
    """One job.

    Raises:
        NotFound: there is none, or the caller may not see its project. Forbidden: the caller is below reviewer there.
    """
    row, project = _get(db, caller, number)
    return shown(row, project.name)


def stop(db: Database, caller: Caller, number: int) -> dict[str, Any]:
    """Stop it; what it has not finished goes. One that is over stays as it is.

    Raises:
        NotFound, Forbidden: as `get`; and who is no lead and has not asked for it.
    """
    row, project = _get(db, caller, number)
    _may_steer(row, project, caller)
    if _lost(row):
        db.write(lambda c: queries.end(c, row.id, "stopped", now(), message=RESTARTED))
    elif row.state == "running":
        db.write(lambda c: queries.ask_to_stop(c, row.id))
        RUNNING.stop(db, row.id)
    return get(db, caller, number)


def again(db: Database, home: Path, caller: Caller, number: int) -> dict[str, Any]:
    """Begin one that ended once more, with the same options.

    Raises:
        NotFound, Forbidden: as `stop`. Conflict: as `start`.
    """
    row, project = _get(db, caller, number)
    _may_steer(row, project, caller)
    return start(db, home, caller, project, row.kind, row.options)


def newest(db: Database, project: ProjectRow, kind: str) -> dict[str, Any] | None:
    """The last of a kind, however it ended."""
    with db.read() as c:
        row = queries.newest(c, project.id, kind)
    return None if row is None else shown(row, project.name)


def made(db: Database, project: ProjectRow, kind: str, made_of: str) -> AnyRow | None:
    """The last of a kind that has a result of such a state of the project (`made_of` begins so)."""
    with db.read() as c:
        return queries.newest_done(c, project.id, kind, made_of)


def folder(home: Path, number: int) -> Path:
    """Where the files of a job are, if it has any."""
    return home / "jobs" / str(number)


def close(db: Database) -> None:
    """The server ends."""
    RUNNING.close(db)


def shown(row: AnyRow, project: str) -> dict[str, Any]:
    """A job as it goes over the wire."""
    lost = _lost(row)
    names = ("id", "kind", "options", "state", "step", "done", "total", "message", "result", "started_at", "ended_at")
    whole = {name: getattr(row, name) for name in names}
    if lost:
        whole |= {"state": "stopped", "message": RESTARTED, "ended_at": row.seen_at}
    return {**whole, "project": project, "person": row.person}


def _get(db: Database, caller: Caller, number: int) -> tuple[AnyRow, ProjectRow]:
    with db.read() as c:
        row = queries.get(c, number)
        project = projects.of_thing(db, c, caller, row, "job")
    project.needs("reviewer")
    return row, project


def _may_steer(row: AnyRow, project: ProjectRow, caller: Caller) -> None:
    if ROLES.index(project.role) < ROLES.index("lead") and row.asked_by != caller.user_id:
        raise Forbidden(f"Only a lead of {project.name}, or who asked for it, may do this")


def _lost(row: AnyRow) -> bool:
    return row.state == "running" and now() - row.seen_at > SILENT
