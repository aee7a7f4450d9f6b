"""SQL of known answers in hiding: out of the ordinary order and back, who has not had which, how each was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, exists, func, insert, literal, or_, select, text, update

from accord.records.tables import records
from accord.work.tables import assignments, places
from accord.work.trust_tables import grades, suspensions

GOLD = text("records.gold IS NOT NULL")  # a literal, for the partial index
MOST = 1000  # known answers that are drawn from


def take_out(c: Connection, project_id: int, stage: str, before: int, only: Sequence[str] | None) -> None:
    """Close the places in this stage of records with gold (of these keys) that nobody has been given."""
    known = select(records.c.id).where(records.c.project_id == project_id, records.c.id > before, GOLD)
    if only is not None:
        known = known.where(records.c.key.in_(list(only)))
    untouched = (places.c.answered == 0, places.c.open_slots == places.c.overlap, places.c.cycle == 0)
    mine = (places.c.project_id == project_id, places.c.stage == stage, places.c.record_id.in_(known))
    c.execute(delete(places).where(*mine, *untouched))


def put_back(c: Connection, project_id: int, stage: str, overlap: int, before: int) -> None:
    """A place in this stage for records with gold that have none."""
    none = ~exists().where(places.c.record_id == records.c.id, places.c.stage == stage)
    chosen = select(
        records.c.id, literal(stage), literal(0), records.c.project_id, literal(overlap), literal(overlap), literal(0),
        records.c.id, literal("open"),
    ).where(records.c.project_id == project_id, records.c.id > before, GOLD, none, records.c.withdrawn_at.is_(None))  # fmt: skip
    columns = ["record_id", "stage", "cycle", "project_id", "overlap", "open_slots", "answered", "rank", "state"]
    c.execute(insert(places).from_select(columns, chosen))


def unseen(c: Connection, project_id: int, stage: str, user_id: int) -> Sequence[Row[Any]]:
    """Records with gold that nobody is given in the ordinary way, and that this person has not held (`again`: what they gave back).

    Those that a verdict made gold when they were done are among them.
    """
    mine = and_(
        assignments.c.record_id == records.c.id, assignments.c.stage == stage, assignments.c.cycle == 0,
        assignments.c.user_id == user_id,
    )  # fmt: skip
    given_back = and_(assignments.c.state.in_(["released", "expired"]), assignments.c.response_id.is_(None))
    placed = exists().where(places.c.record_id == records.c.id, places.c.state == "open")
    chosen = (
        select(records.c.id, records.c.key, assignments.c.id.label("again"))
        .select_from(records.outerjoin(assignments, mine))
        .where(records.c.project_id == project_id, GOLD, records.c.withdrawn_at.is_(None), ~placed)
        .where(or_(assignments.c.id.is_(None), given_back))
    )
    return c.execute(chosen.order_by(records.c.id).limit(MOST)).all()


def gold(c: Connection, record_id: int) -> Any:
    """The known answers of a record, None without."""
    return c.execute(select(records.c.gold).where(records.c.id == record_id)).scalar()


def grade(c: Connection, values: dict[str, Any]) -> None:
    """How an assignment's latest revision did."""
    changed = {key: values[key] for key in ("score", "response_id")}
    mine = grades.c.assignment_id == values["assignment_id"]
    if not c.execute(update(grades).where(mine).values(**changed)).rowcount:
        c.execute(insert(grades).values(**values))


def suspension(c: Connection, project_id: int, user_id: int, now: datetime) -> Row[Any] | None:
    """Why and until when this person gets nothing in the project; None when they do."""
    mine = (suspensions.c.project_id == project_id, suspensions.c.user_id == user_id)
    chosen = select(suspensions).where(*mine, or_(suspensions.c.until.is_(None), suspensions.c.until > now))
    return c.execute(chosen).first()


def count_gold(c: Connection, project_id: int, stage: str) -> int:
    """How many records with gold have no place in the stage: those in hiding."""
    placed = exists().where(places.c.record_id == records.c.id, places.c.stage == stage)
    chosen = select(func.count()).select_from(records)
    return int(c.execute(chosen.where(records.c.project_id == project_id, GOLD, ~placed)).scalar_one())
