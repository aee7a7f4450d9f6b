"""What stands between a person and their next record: guidelines to acknowledge, content that they did not agree to see, their own cap.

One call in `claiming`; a project that asks for none of it costs nothing, the others a lookup by primary key.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.people import wellbeing
from accord.people.service import Caller
from accord.projects import queries
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.work import shapes
from accord.work.queries import reading


def closed(db: Database, c: Connection, project: ProjectRow, caller: Caller) -> dict[str, Any] | None:
    """Why this person gets no record now (`why` is `acknowledge`, `sensitive` or `daily cap`), and until when; None: they may go on."""
    if project.acknowledge and queries.acknowledged(c, project.id, caller.user_id) < project.acknowledge:
        return {"why": "acknowledge", "until": None}
    if not project.spec.harmful:
        return None
    wanted = wellbeing.read(c, caller.user_id)
    if not wanted["accepts"]:
        return {"why": "sensitive", "until": None}
    if wanted["daily_cap"] is None:
        return None
    return _capped(db, c, caller, wanted["daily_cap"])


def _capped(db: Database, c: Connection, caller: Caller, cap: int) -> dict[str, Any] | None:
    """Over all projects with such content: the cap is a person's, not a project's."""
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    harmful = [one.id for one in projects.list_within(db, c, caller) if one.spec.harmful]
    if sum(reading.mine_since(c, caller.user_id, harmful, midnight).values()) < cap:
        return None
    return {"why": "daily cap", "until": shapes.moment(midnight + timedelta(days=1))}
