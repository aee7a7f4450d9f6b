"""SQL of notices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from accord.ground.database import AnyRow
from accord.notices.tables import notices
from accord.people.tables import users

UNREAD = text("notices.read_at IS NULL")  # literals, for the partial indexes
DUE = text("notices.due_at IS NOT NULL")


def add(c: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """New ones."""
    c.execute(insert(notices), list(rows))


def list_(c: Connection, user: int, before: int | None, unread: bool, limit: int) -> Sequence[AnyRow]:
    """A person's own, newest first."""
    chosen = select(notices).where(notices.c.user_id == user)
    if before is not None:
        chosen = chosen.where(notices.c.id < before)
    if unread:
        chosen = chosen.where(UNREAD)
    return c.execute(chosen.order_by(notices.c.id.desc()).limit(limit)).all()


def count_unread(c: Connection, user: int) -> int:
    """How many a person has not read; by ix_notices_unread."""
    return int(c.scalar(select(func.count()).where(notices.c.user_id == user, UNREAD)) or 0)


def read(c: Connection, user: int, numbers: Sequence[int], upto: int | None, moment: datetime) -> int:
    """These are read, and all up to a number; how many."""
    chosen = update(notices).where(notices.c.user_id == user, UNREAD)
    mine = notices.c.id.in_(list(numbers))
    chosen = chosen.where(mine if upto is None else mine | (notices.c.id <= upto))
    return c.execute(chosen.values(read_at=moment)).rowcount


def due(c: Connection, moment: datetime, limit: int) -> Sequence[AnyRow]:
    """What the other system should be told now, with whom it is about."""
    joined = select(notices, users.c.name.label("person")).join(users, users.c.id == notices.c.user_id)
    return c.execute(joined.where(DUE, notices.c.due_at <= moment).order_by(notices.c.due_at).limit(limit)).all()


def tried(c: Connection, number: int, tries: int, again: datetime | None) -> None:
    """The other system was asked; `again`: it has to be once more."""
    c.execute(update(notices).where(notices.c.id == number).values(tries=tries, due_at=again))


def give_up(c: Connection, before: datetime) -> int:
    """What is older is not told any more; how many."""
    return c.execute(update(notices).where(DUE, notices.c.at < before).values(due_at=None)).rowcount


def forget_person(c: Connection, user: int) -> None:
    """What a person was told goes."""
    c.execute(delete(notices).where(notices.c.user_id == user))


def forget(c: Connection, before: datetime) -> int:
    """What was read before then goes; how many."""
    return c.execute(delete(notices).where(notices.c.read_at < before)).rowcount
