"""SQL that reads about work: the lead's list, counts, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Text, and_, case, cast, func, or_, select

from accord.people.tables import users
from accord.records.tables import records
from accord.work.tables import assignments, places, responses

MEDIAN_OF = 101  # the person's latest answers that the median time is taken of


def page(
    c: Connection, project_id: int, chosen: Select[Any], newest_first: bool, offset: int, limit: int
) -> tuple[int, Sequence[Row[Any]]]:
    """How many records match, and one page of them. Ids are found by index alone, bodies are never read."""
    total = int(c.execute(select(func.count()).select_from(chosen.subquery())).scalar_one())
    order = records.c.id.desc() if newest_first else records.c.id
    ids = list(c.execute(chosen.order_by(order).offset(offset).limit(limit)).scalars())
    columns = (records.c.id, records.c.key, records.c.title, records.c.updated_at, records.c.withdrawn_at)
    shown = select(*columns, records.c.gold.is_not(None).label("gold")).where(records.c.id.in_(ids))
    return total, c.execute(shown.order_by(order)).all()


def matching(project_id: int, words: str, state: str | None, disagree: str | None) -> Select[Any]:
    """Ids of records whose id or title holds the words, in a state, and with different answers to a question."""
    chosen = select(records.c.id).where(records.c.project_id == project_id)
    if words:
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        chosen = chosen.where(or_(records.c.title.ilike(like, escape="\\"), records.c.key.ilike(like, escape="\\")))
    is_open = select(places.c.record_id).where(places.c.record_id == records.c.id, places.c.state == "open").exists()
    if state == "withdrawn":
        chosen = chosen.where(records.c.withdrawn_at.is_not(None))
    elif state is not None:
        chosen = chosen.where(records.c.withdrawn_at.is_(None), is_open if state == "open" else ~is_open)
    return chosen.where(records.c.id.in_(_disagreed(project_id, disagree))) if disagree else chosen


def stages(c: Connection, project_id: int) -> Sequence[Row[Any]]:
    """Places by stage and state, from ix_places_project_id_state alone."""
    grouped = select(places.c.stage, places.c.state, func.count().label("n")).where(places.c.project_id == project_id)
    return c.execute(grouped.group_by(places.c.stage, places.c.state)).all()


def totals(c: Connection, project_ids: Sequence[int]) -> dict[int, int]:
    """Records of each project that are not withdrawn."""
    chosen = select(records.c.project_id, func.count().label("n")).where(
        records.c.project_id.in_(project_ids), records.c.withdrawn_at.is_(None)
    )
    return {row.project_id: row.n for row in c.execute(chosen.group_by(records.c.project_id))}


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


def _disagreed(project_id: int, question: str) -> Select[Any]:
    """Records on which people's latest answers to the question are not all written alike."""
    said = cast(responses.c.answers[(question, "value")], Text)
    whole = cast(responses.c.answers[question], Text)
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    return (
        select(responses.c.record_id)
        .join(assignments, newest)
        .where(responses.c.project_id == project_id, responses.c.surplus.is_(False))
        .group_by(responses.c.record_id, responses.c.stage, responses.c.cycle)
        .having(func.count(func.distinct(func.coalesce(said, whole))) > 1)
    )
