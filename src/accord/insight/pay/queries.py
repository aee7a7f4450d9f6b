"""SQL of pay sheets: answers and active time by person in a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, exists, func, or_, select

from accord.people.tables import users
from accord.work.life_tables import verdicts
from accord.work.tables import responses


def worked(c: Connection, project: int, since: datetime, until: datetime) -> Sequence[Row[Any]]:
    """Per person who signs in: answers first given in the period, active seconds of all that was sent in it, answers without a time,
    and of the answers those whose record a reviewer rejected or returned later.

    One walk over the project's responses by ix_responses_project_id_id; a verdict is looked for by ix_verdicts_record_id.
    """
    first = responses.c.revision == 1

    def judged(action: str) -> Any:
        later = [verdicts.c.record_id == responses.c.record_id, verdicts.c.response_id > responses.c.id]
        if action == "return":  # of one answer only, where the reviewer picked it
            later.append(or_(verdicts.c.of_id.is_(None), verdicts.c.of_id == responses.c.id))
        return func.sum(case((and_(first, exists().where(*later, verdicts.c.action == action)), 1), else_=0))

    chosen: Select[Any] = select(
        users.c.name,
        func.sum(case((first, 1), else_=0)).label("answers"),
        func.sum(func.coalesce(responses.c.active_seconds, 0.0)).label("seconds"),
        func.sum(case((and_(first, responses.c.active_seconds.is_(None)), 1), else_=0)).label("untimed"),
        judged("reject").label("rejected"),
        judged("return").label("returned"),
    ).join(users, users.c.id == responses.c.user_id)
    within = (responses.c.project_id == project, responses.c.submitted_at >= since, responses.c.submitted_at < until)
    own = chosen.where(*within, users.c.imported.is_(False)).group_by(users.c.id, users.c.name)
    return c.execute(own.order_by(users.c.name).limit(10_000)).all()
