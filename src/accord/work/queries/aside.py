"""SQL of people who are stopped and of answers that are set aside and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, exists, func, insert, select, update

from accord.work.queries.places import Key
from accord.work.tables import assignments, places, responses
from accord.work.trust_tables import suspensions


def stop(c: Connection, values: dict[str, Any]) -> dict[str, Any] | None:
    """Suspend a person; the suspension that was there before, as JSON would hold it."""
    mine = (suspensions.c.project_id == values["project_id"], suspensions.c.user_id == values["user_id"])
    before = c.execute(select(suspensions).where(*mine)).first()
    c.execute(delete(suspensions).where(*mine))
    c.execute(insert(suspensions).values(**values))
    if before is None:
        return None
    until = before.until.isoformat() if before.until else None
    return {"why": before.why, "since": before.since.isoformat(), "until": until, "guidelines": before.guidelines}


def stopped(c: Connection, project_id: int, user_id: int) -> Row[Any] | None:
    """The person's suspension, run out or not."""
    mine = (suspensions.c.project_id == project_id, suspensions.c.user_id == user_id)
    return c.execute(select(suspensions).where(*mine)).first()


def lift(c: Connection, project_id: int, user_id: int) -> bool:
    """End a suspension; False without one."""
    mine = (suspensions.c.project_id == project_id, suspensions.c.user_id == user_id)
    return bool(c.execute(delete(suspensions).where(*mine)).rowcount)


def leases(c: Connection, project_id: int, user_id: int) -> Sequence[Row[Any]]:
    """What the person holds now, held until the transaction ends."""
    chosen = select(assignments).where(
        assignments.c.project_id == project_id, assignments.c.user_id == user_id, assignments.c.state == "leased"
    )
    return c.execute(chosen.order_by(assignments.c.id).with_for_update()).all()


def counted(
    c: Connection,
    project_id: int,
    user_id: int,
    since: datetime | None,
    most: int,
    numbers: Sequence[int] | None = None,
) -> Sequence[Row[Any]]:
    """The person's counted answers (of these assignments), newest first, held until the transaction ends; no known answers in hiding."""
    newest = and_(responses.c.id == assignments.c.response_id, responses.c.assignment_id == assignments.c.id)
    chosen = (
        select(assignments)
        .join(responses, newest)
        .where(assignments.c.project_id == project_id, assignments.c.user_id == user_id)
        .where(assignments.c.state == "submitted", assignments.c.hidden.is_(None), responses.c.surplus.is_(False))
    )
    if since is not None:
        chosen = chosen.where(assignments.c.submitted_at > since)
    if numbers is not None:
        chosen = chosen.where(assignments.c.id.in_(list(numbers)))
    newest_first = chosen.order_by(assignments.c.submitted_at.desc(), assignments.c.id.desc())
    return c.execute(newest_first.limit(most).with_for_update(of=assignments)).all()


def surplus_since(c: Connection, project_id: int, user_id: int, since: datetime) -> Sequence[Row[Any]]:
    """Assignments whose latest answers came after then and were kept as surplus, held until the transaction ends."""
    newest = and_(responses.c.id == assignments.c.response_id, responses.c.assignment_id == assignments.c.id)
    chosen = (
        select(assignments)
        .join(responses, newest)
        .where(assignments.c.project_id == project_id, assignments.c.user_id == user_id)
        .where(assignments.c.state != "submitted", responses.c.surplus, responses.c.submitted_at >= since)
    )
    return c.execute(chosen.order_by(assignments.c.id).with_for_update(of=assignments)).all()


def place(c: Connection, key: Key) -> Row[Any] | None:
    """A place, held until the transaction ends."""
    chosen = select(places).where(places.c.record_id == key[0], places.c.stage == key[1], places.c.cycle == key[2])
    return c.execute(chosen.with_for_update()).first()


def gone_on(c: Connection, key: Key) -> bool:
    """Whether the record has a place elsewhere that somebody holds or answered."""
    elsewhere = (assignments.c.stage != key[1]) | (assignments.c.cycle != key[2])
    begun = assignments.c.state.in_(["leased", "submitted"])
    own = assignments.alias("own")
    first = select(func.min(own.c.claimed_at)).where(
        own.c.record_id == key[0], own.c.stage == key[1], own.c.cycle == key[2]
    )
    later = assignments.c.claimed_at >= first.scalar_subquery()
    chosen = select(exists().where(assignments.c.record_id == key[0], elsewhere, begun, later))
    return bool(c.execute(chosen).scalar())


def close_later(c: Connection, key: Key) -> None:
    """Places of the record elsewhere that nobody has touched: it does not go on for now."""
    elsewhere = (places.c.stage != key[1]) | (places.c.cycle != key[2])
    untouched = (places.c.state == "open", places.c.answered == 0, places.c.open_slots == places.c.overlap)
    c.execute(delete(places).where(places.c.record_id == key[0], elsewhere, *untouched))


def reopen(c: Connection, key: Key) -> None:
    """One answer less: its slot is free again."""
    here = (places.c.record_id == key[0], places.c.stage == key[1], places.c.cycle == key[2])
    values = {"answered": places.c.answered - 1, "open_slots": places.c.open_slots + 1, "state": "open"}
    c.execute(update(places).where(*here).values(**values))


def narrow(c: Connection, key: Key, less: int) -> bool:
    """Fewer people for a place, where as many slots are free still."""
    here = (places.c.record_id == key[0], places.c.stage == key[1], places.c.cycle == key[2])
    values = {"overlap": places.c.overlap - less, "open_slots": places.c.open_slots - less}
    return bool(c.execute(update(places).where(*here, places.c.open_slots >= less).values(**values)).rowcount)


def mark(c: Connection, response_id: int, surplus: bool) -> None:
    """Whether a response counts."""
    c.execute(update(responses).where(responses.c.id == response_id).values(surplus=surplus))
