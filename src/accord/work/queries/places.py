"""SQL of places: opened, taken, given back, answered. `open_slots` changes only here.

What every claim and submit runs is built once, with parameters: building a statement costs more than SQLite takes to run it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    bindparam,
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

# literals, because neither database can prove a partial index's condition from a parameter
OPEN = text("places.open_slots > 0 AND places.state = 'open'")
Key = tuple[int, str, int]  # record, stage, cycle
Lock = Literal["none", "skip", "wait"]

_HERE = and_(
    places.c.record_id == bindparam("of_record"),
    places.c.stage == bindparam("in_stage"),
    places.c.cycle == bindparam("in_cycle"),
)
_CHOSEN = (
    places.c.record_id, places.c.stage, places.c.cycle, places.c.rank, places.c.open_slots, places.c.batch,
)  # fmt: skip
_KEPT_UNTIL = places.c.kept_until
_GET = Prepared(select(places).where(_HERE))
_FREE = and_(places.c.open_slots > 0, places.c.state == "open")
_TAKE = Prepared(update(places).where(_HERE, _FREE).values(open_slots=places.c.open_slots - 1))
_GIVE_BACK = Prepared(update(places).where(_HERE).values(open_slots=places.c.open_slots + 1))
_ANSWERED = Prepared(update(places).where(_HERE).values(answered=places.c.answered + 1).returning(*places.c))
_SET_STATE = Prepared(update(places).where(_HERE).values(state=bindparam("new_state")))


def open_new(c: Connection, project_id: int, after: int, stage: str, overlap: int) -> None:
    """A place in this stage for every record whose id is above `after`."""
    columns = ["record_id", "stage", "cycle", "project_id", "overlap", "open_slots", "answered", "rank", "state"]
    chosen = select(
        records.c.id, literal(stage), literal(0), records.c.project_id, literal(overlap), literal(overlap), literal(0),
        records.c.id, literal("open"),
    ).where(records.c.project_id == project_id, records.c.id > after)  # fmt: skip
    c.execute(insert(places).from_select(columns, chosen))


def open_one(c: Connection, place: Row[Any], stage: str, cycle: int, overlap: int) -> bool:
    """A place of the same record in another stage or cycle; False where it is there already."""
    new = get(c, (place.record_id, stage, cycle)) is None
    if new:
        values = {"overlap": overlap, "open_slots": overlap, "answered": 0, "rank": place.rank, "state": "open"}
        own = {"record_id": place.record_id, "stage": stage, "cycle": cycle, "project_id": place.project_id}
        c.execute(insert(places).values(**own, **values))
    return new


def candidates(
    c: Connection,
    project_id: int,
    stage: str,
    user_id: int,
    not_in: Sequence[str],
    after: int,
    limit: int,
    moment: datetime,
    lock: Lock = "none",
) -> Sequence[Row[Any]]:
    """Places with a free slot that this person may take, in dispatch order above `after`.

    Where the database locks rows, those that others hold are passed over (`lock` "skip") or waited for ("wait"). Not those they hold, answered or skipped; what they released or let expire comes back with its old assignment (`again`).
    Walks ix_places_open from `after`, so its cost does not grow with what is done.
    """
    where = {
        "of_project": project_id,
        "in_stage": stage,
        "person": user_id,
        "above": after,
        "most": limit,
        "now": moment,
    }
    return _candidates(tuple(not_in), lock).all(c, where)


@cache
def _candidates(not_in: tuple[str, ...], lock: Lock) -> Prepared:
    mine = and_(
        assignments.c.record_id == places.c.record_id,
        assignments.c.stage == places.c.stage,
        assignments.c.cycle == places.c.cycle,
        assignments.c.user_id == bindparam("person"),
    )
    # not as an outer join: PostgreSQL would believe that hardly any place is left over, and read them all to find one
    given_back = and_(_one_of(assignments.c.state, ("released", "expired")), assignments.c.response_id.is_(None))
    chosen = (
        select(*_CHOSEN, select(assignments.c.id).where(mine).scalar_subquery().label("again"))
        .where(~exists().where(mine, ~given_back))
        .where(places.c.project_id == bindparam("of_project"), places.c.stage == bindparam("in_stage"))
        .where(places.c.rank > bindparam("above"), OPEN)
        .where(
            or_(places.c.kept_for.is_(None), places.c.kept_for == bindparam("person"), bindparam("now") >= _KEPT_UNTIL)
        )
    )
    if not_in:
        others = assignments.alias("others")
        had = exists().where(
            others.c.record_id == places.c.record_id, others.c.user_id == bindparam("person"),
            _one_of(others.c.stage, not_in), others.c.state == "submitted",
        )  # fmt: skip
        chosen = chosen.where(~had)
    chosen = chosen.order_by(places.c.rank).limit(bindparam("most"))
    return Prepared(chosen if lock == "none" else chosen.with_for_update(skip_locked=lock == "skip", of=places))


def _one_of(column: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(column == word for word in words))


def to_answer(
    c: Connection, project_id: int, user_id: int, stages: Sequence[str], records: Sequence[int] | None = None
) -> Sequence[Row[Any]]:
    """Record and stage of the open places of these stages that this person has not answered; of these records, or of all."""
    mine = and_(
        assignments.c.record_id == places.c.record_id,
        assignments.c.stage == places.c.stage,
        assignments.c.cycle == places.c.cycle,
        assignments.c.user_id == user_id,
        assignments.c.state == "submitted",
    )
    chosen = select(places.c.record_id, places.c.stage).where(places.c.project_id == project_id, ~exists().where(mine))
    chosen = chosen.where(places.c.stage.in_(stages), places.c.state == "open")
    return c.execute(chosen if records is None else chosen.where(places.c.record_id.in_(records))).all()


def get(c: Connection, key: Key) -> Row[Any] | None:
    """A place."""
    row: Row[Any] | None = _GET.first(c, _at(key))
    return row


def held(c: Connection, key: Key, lock: Lock) -> Row[Any] | None:
    """A place that has a free slot still, held as `lock` says; None without one, or where somebody else holds it."""
    chosen = select(places).where(_HERE, _FREE)
    if lock != "none":
        chosen = chosen.with_for_update(skip_locked=lock == "skip")
    return c.execute(chosen, _at(key)).first()


def keep_batch(c: Connection, row: Row[Any], project_id: int, user_id: int, now: datetime, until: datetime) -> None:
    """All places of the row's batch in its stage are this person's until then, where they are nobody else's now."""
    where = (places.c.project_id == project_id, places.c.stage == row.stage, places.c.batch == row.batch)
    free = or_(places.c.kept_for.is_(None), places.c.kept_for == user_id, places.c.kept_until <= now)
    kept = {"kept_for": user_id, "kept_until": until}
    c.execute(update(places).where(*where, text("places.batch IS NOT NULL"), free).values(**kept))


def keep(c: Connection, key: Key, user_id: int, until: datetime) -> None:
    """This place is this person's until then."""
    c.execute(update(places).where(_HERE).values(kept_for=user_id, kept_until=until), _at(key))


def count(c: Connection, project_id: int, stage: str) -> int:
    """How many places a stage has; from ix_places_project_id_state alone."""
    chosen = select(func.count()).where(places.c.project_id == project_id, places.c.stage == stage)
    return int(c.execute(chosen).scalar_one())


def firsts(c: Connection, project_id: int, stage: str, batches: Sequence[str]) -> dict[str, int]:
    """The first record of each of these batches."""
    mine = (places.c.project_id == project_id, places.c.stage == stage, places.c.batch.in_(list(batches)))
    grouped = select(places.c.batch, func.min(places.c.record_id).label("first")).where(
        *mine, text("places.batch IS NOT NULL")
    )
    return {row.batch: row.first for row in c.execute(grouped.group_by(places.c.batch))}


def arrange(c: Connection, stage: str, rows: Sequence[tuple[int, int, str | None]]) -> None:
    """Set rank and batch of records' places in a stage: (record, rank, batch)."""
    changed = update(places).where(places.c.record_id == bindparam("of_record"), places.c.stage == stage)
    if values := [{"of_record": record, "new_rank": rank, "new_batch": batch} for record, rank, batch in rows]:
        c.execute(changed.values(rank=bindparam("new_rank"), batch=bindparam("new_batch")), values)


def set_rank(c: Connection, key: Key, rank: int) -> None:
    """Where the place comes in its stage's order."""
    c.execute(update(places).where(_HERE).values(rank=rank), _at(key))


def latest_cycle(c: Connection, record_id: int, stage: str) -> int:
    """The newest cycle of the record in this stage, 0 without any."""
    chosen = select(func.max(places.c.cycle)).where(places.c.record_id == record_id, places.c.stage == stage)
    return int(c.execute(chosen).scalar() or 0)


def take(c: Connection, key: Key) -> bool:
    """Take one slot; False when none is free."""
    return bool(_TAKE.run(c, _at(key)))


def give_back(c: Connection, keys: Iterable[Key]) -> None:
    """Free one slot of each; in one order everywhere, so that two who do it never wait for each other."""
    for key in sorted(keys):
        _GIVE_BACK.run(c, _at(key))


def answered(c: Connection, key: Key) -> Row[Any]:
    """A held slot became an answer; the place as it is now."""
    row: Row[Any] = _ANSWERED.one(c, _at(key))
    return row


def widen(c: Connection, key: Key, more: int, *, taken: bool = False) -> None:
    """More people for a place; `taken`: the new slot is filled at once."""
    values: dict[str, Any] = {"overlap": places.c.overlap + more}
    if not taken:
        values["open_slots"] = places.c.open_slots + more
    c.execute(update(places).where(_HERE).values(**values), _at(key))


def set_state(c: Connection, key: Key, state: str) -> None:
    """open, done or withdrawn."""
    _SET_STATE.run(c, {**_at(key), "new_state": state})


def of_records(c: Connection, ids: Sequence[int], *, lock: bool = False) -> Sequence[Row[Any]]:
    """All places of these records, cycle by cycle."""
    chosen = (
        select(places).where(places.c.record_id.in_(ids)).order_by(places.c.record_id, places.c.cycle, places.c.stage)
    )
    return c.execute(chosen.with_for_update() if lock else chosen).all()


def any_place(c: Connection, project_id: int, stages: Sequence[str] | None, *, open_: bool, free: bool = False) -> bool:
    """Whether the project has a place in one of the stages (None: in any), open, with a free slot."""
    chosen = select(literal(1)).select_from(places).where(places.c.project_id == project_id)
    if stages is not None:
        chosen = chosen.where(places.c.stage.in_(list(stages)))
    if free:
        chosen = chosen.where(OPEN)
    elif open_:
        chosen = chosen.where(places.c.state == "open")
    return c.execute(chosen.limit(1)).first() is not None


def soonest(c: Connection, project_id: int, user_id: int, stages: Sequence[str]) -> datetime | None:
    """When the first lease of somebody else ends."""
    chosen = select(func.min(assignments.c.lease_until)).where(
        assignments.c.project_id == project_id, text("assignments.state = 'leased'"),
        assignments.c.user_id != user_id, assignments.c.stage.in_(list(stages)),
    )  # fmt: skip
    moment: datetime | None = c.execute(chosen).scalar()
    return moment


def _at(key: Key) -> dict[str, Any]:
    return {"of_record": key[0], "in_stage": key[1], "in_cycle": key[2]}
