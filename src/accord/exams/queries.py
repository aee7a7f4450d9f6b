"""SQL of exams: attempts, the records with gold that they are drawn from, the answers given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, select, update

from accord.exams.tables import attempts
from accord.ground.database import AnyRow
from accord.people.tables import users
from accord.records.tables import records
from accord.work.queries import places as place_queries
from accord.work.tables import assignments, places, responses

BEYOND = 1_000_000_000  # the overlap of an exam's places: everybody may take it
MOST_GOLD = 10_000


def of_person(c: Connection, project: int, user: int) -> Sequence[AnyRow]:
    """A person's attempts, the newest first."""
    mine = (attempts.c.project_id == project, attempts.c.user_id == user)
    return c.execute(select(attempts).where(*mine).order_by(attempts.c.number.desc())).all()


def of_project(c: Connection, project: int, limit: int) -> Sequence[AnyRow]:
    """Everybody's attempts, the newest first, with names."""
    joined = select(attempts, users.c.name).join(users, users.c.id == attempts.c.user_id)
    return c.execute(joined.where(attempts.c.project_id == project).order_by(attempts.c.id.desc()).limit(limit)).all()


def add(c: Connection, values: dict[str, Any]) -> int:
    """A new attempt."""
    return int(c.execute(insert(attempts).values(**values).returning(attempts.c.id)).scalar_one())


def end(c: Connection, number: int, state: str, score: float, graded: Any, now: datetime) -> None:
    """It is over."""
    values = {"state": state, "score": score, "graded": graded, "ended_at": now}
    c.execute(update(attempts).where(attempts.c.id == number).values(**values))


def with_gold(c: Connection, project: int) -> list[int]:
    """Ids of the records with known answers that are not withdrawn."""
    known = (records.c.project_id == project, records.c.gold.is_not(None), records.c.withdrawn_at.is_(None))
    return list(c.scalars(select(records.c.id).where(*known).order_by(records.c.id).limit(MOST_GOLD)))


def golden(c: Connection, numbers: Sequence[int]) -> dict[int, AnyRow]:
    """These records with their gold and title."""
    columns = (records.c.id, records.c.key, records.c.title, records.c.gold)
    return {row.id: row for row in c.execute(select(*columns).where(records.c.id.in_(numbers)))}


def given(c: Connection, numbers: Sequence[int], stage: str, cycle: int, user: int) -> dict[int, AnyRow]:
    """The person's assignments on these records, each with its id and state."""
    mine = (assignments.c.record_id.in_(numbers), assignments.c.stage == stage)
    columns = (assignments.c.id, assignments.c.record_id, assignments.c.state, assignments.c.lease_until)
    chosen = select(*columns).where(*mine, assignments.c.cycle == cycle, assignments.c.user_id == user)
    return {row.record_id: row for row in c.execute(chosen)}


def said(c: Connection, assignment_ids: Sequence[int], first: bool) -> dict[int, dict[str, Any]]:
    """The answers by assignment: the `first` ones (what was said before any feedback), or the latest."""
    chosen = select(responses.c.assignment_id, responses.c.answers).where(responses.c.assignment_id.in_(assignment_ids))
    if first:
        chosen = chosen.where(responses.c.revision == 1)
    else:
        newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
        chosen = chosen.join(assignments, newest)
    return {row.assignment_id: row.answers for row in c.execute(chosen)}


def open_place(c: Connection, project: int, key: place_queries.Key) -> None:
    """A place that everybody may answer, made where there is none."""
    there = place_queries.get(c, key)
    if there is None:
        own = {"record_id": key[0], "stage": key[1], "cycle": key[2], "project_id": project, "rank": key[0]}
        c.execute(insert(places).values(**own, overlap=BEYOND, open_slots=BEYOND, answered=0, state="open"))
    elif there.overlap < BEYOND:
        place_queries.widen(c, key, BEYOND)
        place_queries.set_state(c, key, "open")
