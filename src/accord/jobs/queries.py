"""SQL of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select, text, update

from accord.ground.database import AnyRow
from accord.jobs.tables import jobs
from accord.people.tables import users

RUNNING = text("jobs.state = 'running'")  # a literal, for uq_jobs_running


def _chosen() -> Select[Any]:
    return select(jobs, users.c.name.label("person")).outerjoin(users, users.c.id == jobs.c.asked_by)


def add(c: Connection, values: dict[str, Any]) -> AnyRow:
    """A new one."""
    number = c.execute(insert(jobs).values(**values).returning(jobs.c.id)).scalar_one()
    return c.execute(_chosen().where(jobs.c.id == number)).one()


def get(c: Connection, number: int) -> AnyRow | None:
    """One of any project."""
    return c.execute(_chosen().where(jobs.c.id == number)).first()


def running(c: Connection, project: int, kind: str) -> AnyRow | None:
    """The one of a kind that runs."""
    return c.execute(_chosen().where(jobs.c.project_id == project, jobs.c.kind == kind, RUNNING)).first()


def newest(c: Connection, project: int, kind: str) -> AnyRow | None:
    """The last of a kind, however it ended."""
    mine = (jobs.c.project_id == project, jobs.c.kind == kind)
    return c.execute(_chosen().where(*mine).order_by(jobs.c.id.desc()).limit(1)).first()


def newest_done(c: Connection, project: int, kind: str, made_of: str) -> AnyRow | None:
    """The last of a kind with a result whose `made_of` begins so."""
    mine = (jobs.c.project_id == project, jobs.c.kind == kind, jobs.c.state == "done")
    like = jobs.c.made_of.startswith(made_of, autoescape=True)
    return c.execute(_chosen().where(*mine, like).order_by(jobs.c.id.desc()).limit(1)).first()


def list_(c: Connection, project: int, limit: int) -> Sequence[AnyRow]:
    """A project's, newest first."""
    return c.execute(_chosen().where(jobs.c.project_id == project).order_by(jobs.c.id.desc()).limit(limit)).all()


def beat(c: Connection, number: int, done: int, total: int, step: str, now: datetime) -> bool | None:
    """Note how far it is; whether somebody asked it to stop. None: it is not to run any more."""
    values = {"done": done, "total": total, "step": step, "seen_at": now}
    mine = (jobs.c.id == number, RUNNING)
    asked: bool | None = c.execute(update(jobs).where(*mine).values(**values).returning(jobs.c.stop_asked)).scalar()
    return asked


def ask_to_stop(c: Connection, number: int) -> None:
    """Whoever runs it reads this within a second."""
    c.execute(update(jobs).where(jobs.c.id == number, RUNNING).values(stop_asked=True))


def end(c: Connection, number: int, state: str, now: datetime, **values: Any) -> bool:
    """It is over; False where it was already."""
    mine = (jobs.c.id == number, RUNNING)
    return bool(c.execute(update(jobs).where(*mine).values(state=state, ended_at=now, **values)).rowcount)


def forget(c: Connection, project: int, kind: str, keep: int) -> list[int]:
    """All but the newest of a kind go; which."""
    mine = (jobs.c.project_id == project, jobs.c.kind == kind)
    kept = select(jobs.c.id).where(*mine).order_by(jobs.c.id.desc()).limit(keep).subquery()
    oldest = c.scalar(select(func.min(kept.c.id)))
    old = list(c.scalars(select(jobs.c.id).where(*mine, jobs.c.id < (oldest or 0))))
    if old:
        c.execute(delete(jobs).where(jobs.c.id.in_(old)))
    return old
