"""SQL that reads about work: the lead's list, counts, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, select, text

from accord.people.tables import users
from accord.records.tables import records
from accord.work.tables import assignments, places, responses

MEDIAN_OF = 101  # the person's latest answers that the median time is taken of


def stages(c: Connection, project_id: int) -> Sequence[Row[Any]]:
    """Places by stage and state, from ix_places_project_id_state alone."""
    grouped = select(places.c.stage, places.c.state, func.count().label("n")).where(places.c.project_id == project_id)
    return c.execute(grouped.group_by(places.c.stage, places.c.state)).all()


def totals(c: Connection, project_ids: Sequence[int]) -> dict[int, int]:
    """Records of each project that are not withdrawn: counted in ix_records_project_id_id, less those in ix_records_withdrawn.

    To ask each row whether it is withdrawn would read all that the records hold.
    """
    chosen = select(records.c.project_id, func.count().label("n")).where(records.c.project_id.in_(project_ids))
    grouped = chosen.group_by(records.c.project_id)
    out = {row.project_id: row.n for row in c.execute(grouped)}
    for row in c.execute(grouped.where(text("records.withdrawn_at IS NOT NULL"))):
        out[row.project_id] -= row.n
    return out


def open_places(c: Connection, project_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Open places by project and stage; a record has at most one."""
    chosen = select(places.c.project_id, places.c.stage, func.count().label("n")).where(
        places.c.project_id.in_(project_ids), places.c.state == "open"
    )
    out: dict[int, dict[str, int]] = {number: {} for number in project_ids}
    for row in c.execute(chosen.group_by(places.c.project_id, places.c.stage)):
        out[row.project_id][row.stage] = row.n
    return out


def mine_since(c: Connection, user_id: int, project_ids: Sequence[int], since: datetime | None) -> dict[int, int]:
    """How many records this person answered (since then), by project; by ix_assignments_user."""
    chosen = select(assignments.c.project_id, func.count().label("n")).where(
        assignments.c.project_id.in_(project_ids), assignments.c.user_id == user_id, assignments.c.state == "submitted"
    )
    if since is not None:
        chosen = chosen.where(assignments.c.submitted_at >= since)
    return {row.project_id: row.n for row in c.execute(chosen.group_by(assignments.c.project_id))}


def people(c: Connection, project_id: int, since: datetime) -> Sequence[Row[Any]]:
    """Per person: answered, since then, skipped, when last. Linear in the project's assignments."""
    done = assignments.c.state == "submitted"
    chosen = select(
        users.c.id,
        users.c.name,
        users.c.imported,
        func.sum(case((done, 1), else_=0)).label("answered"),
        func.sum(case((and_(done, assignments.c.submitted_at >= since), 1), else_=0)).label("today"),
        func.sum(case((assignments.c.state == "skipped", 1), else_=0)).label("skipped"),
        func.max(assignments.c.submitted_at).label("last_at"),
    ).join(users, users.c.id == assignments.c.user_id)
    grouped = chosen.where(assignments.c.project_id == project_id).group_by(users.c.id, users.c.name, users.c.imported)
    return c.execute(grouped.order_by(users.c.name).limit(10_000)).all()


def seconds(c: Connection, project_id: int) -> dict[int, list[float]]:
    """Active seconds of each person's latest answers."""
    place = func.row_number().over(partition_by=responses.c.user_id, order_by=responses.c.id.desc()).label("place")
    timed = select(responses.c.user_id, responses.c.active_seconds, place).where(
        responses.c.project_id == project_id, responses.c.active_seconds.is_not(None)
    )
    latest = timed.subquery()
    out: dict[int, list[float]] = {}
    for user_id, value in c.execute(
        select(latest.c.user_id, latest.c.active_seconds).where(latest.c.place <= MEDIAN_OF)
    ):
        out.setdefault(user_id, []).append(value)
    return out
