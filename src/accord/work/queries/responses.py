"""SQL of responses: inserted, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, func, insert, select

from accord.ground.prepared import Prepared
from accord.people.tables import users
from accord.records.tables import records
from accord.work.tables import assignments, responses

# built once: see places
_OF_ASSIGNMENT = responses.c.assignment_id == bindparam("assignment")
_OF_KEY = Prepared(
    select(responses.c.id, responses.c.revision, responses.c.body_hash, responses.c.surplus).where(
        _OF_ASSIGNMENT, responses.c.idempotency_key == bindparam("sent_key")
    )
)
_LATEST = Prepared(
    select(responses.c.id, responses.c.revision, responses.c.answers)
    .where(_OF_ASSIGNMENT)
    .order_by(responses.c.revision.desc())
    .limit(1)
)
_UNSAID: dict[str, Any] = dict.fromkeys(one.name for one in responses.c if one.name != "id")
_ADD = Prepared(insert(responses).returning(responses.c.id), tuple(_UNSAID))


def of_key(c: Connection, assignment_id: int, key: str) -> Row[Any] | None:
    """What was stored under an idempotency key."""
    row: Row[Any] | None = _OF_KEY.first(c, {"assignment": assignment_id, "sent_key": key})
    return row


def latest(c: Connection, assignment_id: int) -> Row[Any] | None:
    """The newest revision's id, number and answers."""
    row: Row[Any] | None = _LATEST.first(c, {"assignment": assignment_id})
    return row


def add(c: Connection, values: dict[str, Any]) -> int:
    """A revision."""
    return int(_ADD.one(c, {**_UNSAID, **values}).id)


def of_place(c: Connection, record_id: int, stage: str, cycle: int) -> list[dict[str, Any]]:
    """The counted latest answers given at a place, oldest first."""
    chosen = (
        select(responses.c.answers)
        .join(assignments, _newest())
        .where(responses.c.record_id == record_id, responses.c.stage == stage, responses.c.cycle == cycle)
        .where(responses.c.surplus.is_(False))
    )
    return list(c.execute(chosen.order_by(responses.c.id)).scalars())


def by_person(c: Connection, record_id: int, stage: str, cycle: int) -> list[tuple[int, dict[str, Any]]]:
    """The counted latest answers given at a place, each with who gave them, oldest first."""
    chosen = (
        select(responses.c.user_id, responses.c.answers)
        .join(assignments, _newest())
        .where(responses.c.record_id == record_id, responses.c.stage == stage, responses.c.cycle == cycle)
        .where(responses.c.surplus.is_(False))
    )
    return [(row.user_id, row.answers) for row in c.execute(chosen.order_by(responses.c.id))]


def after(c: Connection, project_id: int, last: int, limit: int) -> Sequence[Row[Any]]:
    """The next revisions by id, with the record's key and the person's name."""
    chosen = _named().where(responses.c.project_id == project_id, responses.c.id > last)
    return c.execute(chosen.order_by(responses.c.id).limit(limit)).all()


def latest_after(c: Connection, project_id: int, last: int, limit: int) -> Sequence[Row[Any]]:
    """The next counted latest responses by id, with their records."""
    said = (responses.c.id, responses.c.stage, responses.c.answers, responses.c.record_id)
    chosen = select(*said, records.c.key, records.c.body).join(assignments, _newest())
    joined = chosen.join(records, records.c.id == responses.c.record_id)
    wanted = joined.where(responses.c.project_id == project_id, responses.c.id > last, responses.c.surplus.is_(False))
    return c.execute(wanted.order_by(responses.c.id).limit(limit)).all()


def counts(c: Connection, project_id: int) -> tuple[int, int]:
    """How many people's answers count, and how many are answering now; by ix_assignments_user."""
    mine = select(assignments.c.state, func.count().label("n")).where(assignments.c.project_id == project_id)
    found = {row.state: row.n for row in c.execute(mine.group_by(assignments.c.state))}
    return found.get("submitted", 0), found.get("leased", 0)


def of_record(c: Connection, record_id: int) -> Sequence[Row[Any]]:
    """All revisions on one record, oldest first."""
    chosen = _named().where(responses.c.record_id == record_id)
    return c.execute(chosen.order_by(responses.c.id).limit(5000)).all()


def shown(c: Connection, record_id: int, stages: Sequence[str]) -> Sequence[Row[Any]]:
    """The counted latest answers on a record in these stages, for a stage that shows them."""
    columns = (responses.c.id, responses.c.stage, responses.c.cycle, responses.c.user_id, responses.c.answers)
    chosen = (
        select(*columns)
        .join(assignments, _newest())
        .where(responses.c.record_id == record_id, responses.c.stage.in_(list(stages)), responses.c.surplus.is_(False))
    )
    return c.execute(chosen.order_by(responses.c.id)).all()


def _newest() -> ColumnElement[bool]:
    """A response is its assignment's latest revision. By both columns: `response_id` alone has no index, and SQLite would
    index all assignments for the one query."""
    return and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)


def _named() -> Select[Any]:
    joined = (
        responses.join(records, records.c.id == responses.c.record_id)
        .join(users, users.c.id == responses.c.user_id)
        .join(assignments, assignments.c.id == responses.c.assignment_id)
    )
    return select(
        responses,
        records.c.key,
        users.c.name.label("person"),
        assignments.c.response_id.label("latest_id"),
        assignments.c.hidden,
    ).select_from(joined)
