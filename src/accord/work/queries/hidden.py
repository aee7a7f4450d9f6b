"""SQL of known answers in hiding: out of the ordinary order and back, who has not had which, how each was answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from accord.ground.prepared import Prepared
from accord.records.tables import records
from accord.work.tables import assignments, places
from accord.work.trust_tables import grades, suspensions

GOLD = text("records.gold IS NOT NULL")  # a literal, for the partial index
MOST = 1000  # known answers that are drawn from

# asked with every claim: see places
_MINE = and_(
    assignments.c.record_id == records.c.id, assignments.c.stage == bindparam("in_stage"), assignments.c.cycle == 0,
    assignments.c.user_id == bindparam("person"),
)  # fmt: skip
_GIVEN_BACK = and_(
    or_(assignments.c.state == "released", assignments.c.state == "expired"), assignments.c.response_id.is_(None)
)
_UNSEEN = Prepared(
    select(records.c.id, records.c.key, assignments.c.id.label("again"))
    .select_from(records.outerjoin(assignments, _MINE))
    .where(records.c.project_id == bindparam("of_project"), GOLD, records.c.withdrawn_at.is_(None))
    .where(~exists().where(places.c.record_id == records.c.id, places.c.state == "open"))
    .where(or_(assignments.c.id.is_(None), _GIVEN_BACK))
    .order_by(records.c.id)
    .limit(MOST)
)
_SUSPENSION = Prepared(
    select(suspensions)
    .where(suspensions.c.project_id == bindparam("of_project"), suspensions.c.user_id == bindparam("person"))
    .where(or_(suspensions.c.until.is_(None), suspensions.c.until > bindparam("now")))
)


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
    return _UNSEEN.all(c, {"of_project": project_id, "in_stage": stage, "person": user_id})


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
    row: Row[Any] | None = _SUSPENSION.first(c, {"of_project": project_id, "person": user_id, "now": now})
    return row


def count_gold(c: Connection, project_id: int, stage: str) -> int:
    """How many records with gold have no place in the stage: those in hiding."""
    placed = exists().where(places.c.record_id == records.c.id, places.c.stage == stage)
    chosen = select(func.count()).select_from(records)
    return int(c.execute(chosen.where(records.c.project_id == project_id, GOLD, ~placed)).scalar_one())
