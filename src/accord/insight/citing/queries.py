"""SQL of citations: the latest responses that name a document."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, Text, and_, cast, or_, select

from accord.ground.database import AnyRow
from accord.people.tables import users
from accord.records.tables import records
from accord.work.tables import assignments, responses


def naming(c: Connection, project: int, element: str, most: int) -> Sequence[AnyRow]:
    """The newest responses in which the element's id stands, each person's latest of a record; whoever asks reads where."""
    said = cast(responses.c.answers, Text)
    # a JSON writer may keep letters or escape them, and it closes the id with a quote
    written = {json.dumps(element, ensure_ascii=escaped)[1:] for escaped in (True, False)}
    latest = and_(assignments.c.id == responses.c.assignment_id, assignments.c.response_id == responses.c.id)
    chosen = (
        select(
            records.c.key,
            records.c.title,
            users.c.name,
            responses.c.record_id,
            responses.c.user_id,
            responses.c.stage,
            responses.c.answers,
            responses.c.submitted_at,
        )
        .join(assignments, latest)
        .join(records, records.c.id == responses.c.record_id)
        .join(users, users.c.id == responses.c.user_id)
        .where(responses.c.project_id == project, assignments.c.hidden.is_(None))
        .where(or_(*(said.contains(one, autoescape=True) for one in sorted(written))))
    )
    return c.execute(chosen.order_by(responses.c.id.desc()).limit(most)).all()
