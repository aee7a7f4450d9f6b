"""SQL of the overview: what is left, what was done by day, what was spent; and who could do it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, case, func, select, text

from accord.people.tables import users
from accord.projects.tables import members
from accord.work.life_tables import escalations
from accord.work.tables import assignments, places, responses

MEMBERS = 1000  # members whose audience is looked at
TIMES = 500  # recent answers whose time is looked at


def left(c: Connection, project: int) -> Sequence[Row[Any]]:
    """Per stage: open places, and answers that they still want. By ix_places_project_id_state."""
    wanted = func.sum(places.c.overlap - places.c.answered).label("wanted")
    chosen = select(places.c.stage, func.count().label("n"), wanted)
    return c.execute(
        chosen.where(places.c.project_id == project, places.c.state == "open").group_by(places.c.stage)
    ).all()


def exhausted(c: Connection, project: int, stage: str, people: int) -> int:
    """Open places that want one more person than there are: everybody has had them. By ix_places_open."""
    had = places.c.overlap - places.c.open_slots
    free = text("places.open_slots > 0 AND places.state = 'open'")
    mine = (places.c.project_id == project, places.c.stage == stage, free)
    return int(c.scalar(select(func.count()).select_from(places).where(*mine, had >= people)) or 0)


def by_day(c: Connection, project: int, since: datetime) -> dict[str, int]:
    """Records answered by day in UTC, by people who sign in; in ix_assignments_user."""
    at = assignments.c.submitted_at
    day = func.date(at) if c.dialect.name == "sqlite" else func.to_char(func.timezone("UTC", at), "YYYY-MM-DD")
    mine = (assignments.c.project_id == project, assignments.c.state == "submitted", at >= since)
    chosen = select(day, func.count()).join(users, users.c.id == assignments.c.user_id)
    return {str(d): int(n) for d, n in c.execute(chosen.where(*mine, users.c.imported.is_(False)).group_by(day))}


def spent(c: Connection, project: int) -> tuple[int, float]:
    """Answers given and active seconds in all, of people who sign in; by ix_responses_project_id_id."""
    first = func.sum(case((responses.c.revision == 1, 1), else_=0))
    seconds = func.sum(func.coalesce(responses.c.active_seconds, 0.0))
    chosen = select(first, seconds).join(users, users.c.id == responses.c.user_id)
    row = c.execute(chosen.where(responses.c.project_id == project, users.c.imported.is_(False))).one()
    return int(row[0] or 0), float(row[1] or 0.0)


def times(c: Connection, project: int) -> list[float]:
    """Active seconds of the newest answers, from the end of ix_responses_project_id_id."""
    timed = select(responses.c.active_seconds).where(responses.c.project_id == project)
    newest = timed.order_by(responses.c.id.desc()).limit(TIMES)
    return [float(one) for one in c.scalars(newest) if one is not None]


def people(c: Connection, project: int) -> Sequence[Row[Any]]:
    """Members who have not left, with their role."""
    joined: Select[Any] = select(users.c.id, users.c.name, members.c.role).join(users, users.c.id == members.c.user_id)
    here = joined.where(members.c.project_id == project, users.c.removed_at.is_(None))
    return c.execute(here.order_by(users.c.id).limit(MEMBERS)).all()


def escalated(c: Connection, project: int) -> tuple[int, int]:
    """Open escalations, and those of them that are overdue."""
    late = func.sum(case((escalations.c.overdue_at.is_not(None), 1), else_=0))
    open_ = text("escalations.closed_at IS NULL")
    row = c.execute(select(func.count(), late).where(escalations.c.project_id == project, open_)).one()
    return int(row[0]), int(row[1] or 0)
