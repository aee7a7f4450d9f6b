"""SQL of what is said about answers: verdicts, comments, escalations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, insert, select, text, update

from accord.people.tables import users
from accord.projects.tables import projects
from accord.records.tables import records
from accord.work.life_tables import comments, escalations, verdicts
from accord.work.queries.places import Key
from accord.work.tables import assignments, responses


def add_verdict(c: Connection, values: dict[str, Any]) -> None:
    """What a reviewer said with a response."""
    c.execute(insert(verdicts).values(**values))


def verdicts_of(c: Connection, record_id: int) -> Sequence[Row[Any]]:
    """All verdicts on a record, with the response that each came with."""
    joined = select(verdicts, responses.c.stage, responses.c.cycle, responses.c.user_id).join(
        responses, responses.c.id == verdicts.c.response_id
    )
    return c.execute(joined.where(verdicts.c.record_id == record_id).order_by(verdicts.c.response_id)).all()


def at_place(c: Connection, key: Key) -> Sequence[Row[Any]]:
    """The counted verdicts given at a place, each person's last, oldest first."""
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    joined = select(verdicts).join(responses, responses.c.id == verdicts.c.response_id).join(assignments, newest)
    here = (responses.c.record_id == key[0], responses.c.stage == key[1], responses.c.cycle == key[2])
    return c.execute(joined.where(*here, responses.c.surplus.is_(False)).order_by(responses.c.id)).all()


def add_comment(c: Connection, values: dict[str, Any]) -> int:
    """A comment; its number."""
    return int(c.execute(insert(comments).values(**values).returning(comments.c.id)).scalar_one())


def comment(c: Connection, number: int) -> Row[Any] | None:
    """One comment."""
    return c.execute(select(comments).where(comments.c.id == number)).first()


def comments_of(c: Connection, record_id: int) -> Sequence[Row[Any]]:
    """The comments on a record, oldest first."""
    return c.execute(
        select(comments).where(comments.c.record_id == record_id).order_by(comments.c.id).limit(1000)
    ).all()


def resolve(c: Connection, number: int, moment: datetime | None) -> None:
    """The thread is settled, or open again."""
    c.execute(update(comments).where(comments.c.id == number).values(resolved_at=moment))


def escalate(c: Connection, values: dict[str, Any]) -> None:
    """Somebody has to decide by then."""
    c.execute(insert(escalations).values(**values))


def escalations_of(c: Connection, record_id: int) -> Sequence[Row[Any]]:
    """A record's escalations, oldest first."""
    return c.execute(
        select(escalations).where(escalations.c.record_id == record_id).order_by(escalations.c.id).limit(1000)
    ).all()


def open_escalations(c: Connection, project_id: int, limit: int) -> Sequence[Row[Any]]:
    """What is to be decided in a project, the nearest deadline first, with the records' keys and titles."""
    joined = select(escalations, records.c.key, records.c.title).join(records, records.c.id == escalations.c.record_id)
    mine = joined.where(escalations.c.project_id == project_id, text("escalations.closed_at IS NULL"))
    return c.execute(mine.order_by(escalations.c.due_at, escalations.c.id).limit(limit)).all()


def close_escalations(c: Connection, record_id: int, moment: datetime, key: Key | None = None) -> None:
    """What was escalated to this place (None: anywhere) is decided."""
    chosen = update(escalations).where(escalations.c.record_id == record_id, text("escalations.closed_at IS NULL"))
    if key is not None:
        chosen = chosen.where(escalations.c.stage == key[1], escalations.c.cycle == key[2])
    c.execute(chosen.values(closed_at=moment))


def retime(c: Connection, number: int, values: dict[str, Any]) -> None:
    """An escalation has other times."""
    c.execute(update(escalations).where(escalations.c.id == number).values(**values))


def remind(c: Connection, moment: datetime) -> list[tuple[str, Row[Any]]]:
    """Note what is to be reminded of now ("reminder") and what is overdue; by ix_escalations_open."""
    still = text("escalations.closed_at IS NULL")
    away = select(projects.c.id).where(projects.c.archived_at.is_not(None))
    due = and_(escalations.c.remind_at <= moment, escalations.c.project_id.not_in(away))
    first = update(escalations).where(still, due, escalations.c.reminded_at.is_(None)).values(reminded_at=moment)
    late = and_(due, escalations.c.due_at <= moment, escalations.c.overdue_at.is_(None))
    second = update(escalations).where(still, late).values(overdue_at=moment)
    found = [("reminder", row) for row in c.execute(first.returning(*escalations.c)).all()]
    return found + [("overdue", row) for row in c.execute(second.returning(*escalations.c)).all()]


def authors(c: Connection, record_id: int, stage: str) -> Sequence[Row[Any]]:
    """Who answered a record in a stage, in its last cycle there, with what they said last."""
    newest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    chosen = (
        select(assignments, responses.c.answers, responses.c.revision, responses.c.guidelines)
        .join(responses, newest)
        .where(assignments.c.record_id == record_id, assignments.c.stage == stage, assignments.c.state == "submitted")
        .order_by(assignments.c.cycle.desc(), responses.c.id)
    )
    rows = c.execute(chosen).all()
    return [row for row in rows if row.cycle == rows[0].cycle]


def people(c: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Names."""
    return {row.id: row.name for row in c.execute(select(users.c.id, users.c.name).where(users.c.id.in_(numbers)))}


def has_worked(c: Connection, record_id: int, user_id: int) -> bool:
    """Whether this person has or had an assignment on the record."""
    mine = and_(assignments.c.record_id == record_id, assignments.c.user_id == user_id)
    return c.execute(select(assignments.c.id).where(mine).limit(1)).first() is not None


def stages_of(c: Connection, record_id: int, user_id: int) -> set[str]:
    """The stages in which this person has or had the record."""
    mine = and_(assignments.c.record_id == record_id, assignments.c.user_id == user_id)
    return set(c.scalars(select(assignments.c.stage).where(mine)))
