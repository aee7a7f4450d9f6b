"""SQL of how far people can be believed: what estimates are made of, and the estimates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, delete, insert, or_, select

from accord.records.tables import records
from accord.work.tables import assignments, responses
from accord.work.trust_tables import estimates

_OF = select(estimates.c.question, estimates.c.user_id, estimates.c.confusion).where(
    estimates.c.project_id == bindparam("of_project"), estimates.c.user_id.in_(bindparam("people", expanding=True))
)


def said(c: Connection, project_id: int, stages: Sequence[str], most: int) -> Sequence[Row[Any]]:
    """The latest counted answers in these stages, and those to known answers in hiding with their gold; oldest first."""
    newest = and_(responses.c.id == assignments.c.response_id, responses.c.assignment_id == assignments.c.id)
    columns = (
        responses.c.record_id, responses.c.stage, responses.c.cycle, responses.c.user_id, responses.c.answers,
        assignments.c.hidden, records.c.gold,
    )  # fmt: skip
    chosen = (
        select(*columns)
        .join(assignments, newest)
        .join(records, records.c.id == responses.c.record_id)
        .where(responses.c.project_id == project_id, responses.c.stage.in_(list(stages)))
        .where(or_(responses.c.surplus.is_(False), assignments.c.hidden.is_not(None)))
    )
    return c.execute(chosen.order_by(responses.c.id.desc()).limit(most)).all()[::-1]


def replace(c: Connection, project_id: int, rows: Sequence[dict[str, Any]]) -> None:
    """These are the project's estimates now."""
    c.execute(delete(estimates).where(estimates.c.project_id == project_id))
    if rows:
        c.execute(insert(estimates), list(rows))


def of_people(c: Connection, project_id: int, people: Sequence[int]) -> dict[tuple[str, int], Any]:
    """What is believed of these people, by question and person."""
    found = c.execute(_OF, {"of_project": project_id, "people": list(people)})
    return {(row.question, row.user_id): row.confusion for row in found}
