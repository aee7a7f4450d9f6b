"""SQL of views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from accord.ground.database import AnyRow
from accord.insight.views.tables import views


def list_(c: Connection, project: int, person: int) -> Sequence[AnyRow]:
    """The project's and the person's, by name."""
    mine = or_(views.c.user_id.is_(None), views.c.user_id == person)
    chosen = select(views).where(views.c.project_id == project, mine)
    return c.execute(chosen.order_by(views.c.name, views.c.user_id.is_not(None))).all()


def count(c: Connection, project: int, person: int | None) -> int:
    """How many there are of the project (None) or of a person in it."""
    chosen = select(func.count()).select_from(views).where(views.c.project_id == project, _whose(person))
    return int(c.scalar(chosen) or 0)


def put(c: Connection, project: int, person: int | None, name: str, query: dict[str, Any], now: datetime) -> bool:
    """Keep it under the name; whether the name was there already."""
    values = {"query": query, "set_at": now}
    changed = c.execute(update(views).where(*_one(project, person, name)).values(**values)).rowcount
    if not changed:
        c.execute(insert(views).values(project_id=project, user_id=person, name=name, **values))
    return bool(changed)


def remove(c: Connection, project: int, person: int | None, name: str) -> bool:
    """Whether it was there."""
    return bool(c.execute(delete(views).where(*_one(project, person, name))).rowcount)


def _whose(person: int | None) -> ColumnElement[bool]:
    return views.c.user_id.is_(None) if person is None else views.c.user_id == person


def _one(project: int, person: int | None, name: str) -> tuple[ColumnElement[bool], ...]:
    return (views.c.project_id == project, views.c.name == name, _whose(person))
