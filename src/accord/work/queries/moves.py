"""SQL of a record's way: moves noted, deadlines set and found, how often it was in a stage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, insert, literal, select, type_coerce, update

from accord.ground.prepared import Prepared
from accord.ground.tables import UtcDateTime
from accord.projects.tables import projects
from accord.records.tables import records
from accord.work.life_tables import deadlines, moves
from accord.work.queries.places import Key
from accord.work.tables import places

PAGE = 5000  # places read at once; a record has one open place in a stage
_ADD = Prepared(insert(moves), [one.name for one in moves.c if one.name != "id"])


def add(c: Connection, values: dict[str, Any]) -> None:
    """A change of stage."""
    _ADD.run(c, {"user_id": None, **values})


def of_record(c: Connection, record_id: int) -> Sequence[Row[Any]]:
    """All moves of a record, oldest first."""
    return c.execute(select(moves).where(moves.c.record_id == record_id).order_by(moves.c.id).limit(5000)).all()


def into(c: Connection, key: Key) -> Row[Any] | None:
    """The move that brought a record to this place."""
    here = (moves.c.record_id == key[0], moves.c.to_stage == key[1], moves.c.to_cycle == key[2])
    return c.execute(select(moves).where(*here).order_by(moves.c.id.desc()).limit(1)).first()


def ends(c: Connection, project_id: int, names: Sequence[str]) -> dict[str, int]:
    """How many records moved to each of these ends."""
    chosen = select(moves.c.to_stage, func.count(func.distinct(moves.c.record_id)).label("n")).where(
        moves.c.project_id == project_id, moves.c.to_stage.in_(list(names))
    )
    return {row.to_stage: row.n for row in c.execute(chosen.group_by(moves.c.to_stage))}


def visits(c: Connection, record_id: int) -> dict[str, int]:
    """How often the record has been in each stage."""
    chosen = select(places.c.stage, func.count().label("n")).where(places.c.record_id == record_id)
    return {row.stage: row.n for row in c.execute(chosen.group_by(places.c.stage))}


def since(c: Connection, key: Key) -> datetime:
    """When the record came to this place: by its last move there, else when it was added."""
    moved = into(c, key)
    if moved is not None:
        at: datetime = moved.at
        return at
    added: datetime = c.execute(select(records.c.created_at).where(records.c.id == key[0])).scalar_one()
    return added


def set_deadline(c: Connection, key: Key, project_id: int, since: datetime, due_at: datetime) -> None:
    """Look at the place again then."""
    clear_deadline(c, key)
    where = {"record_id": key[0], "stage": key[1], "cycle": key[2], "project_id": project_id}
    c.execute(insert(deadlines).values(**where, since=since, due_at=due_at))


def set_deadlines(c: Connection, project_id: int, after: int, stage: str, since: datetime, due_at: datetime) -> None:
    """The same for every record whose id is above `after`, in its first stage."""
    columns = ["record_id", "stage", "cycle", "project_id", "since", "due_at"]
    times = (type_coerce(literal(one, UtcDateTime()), UtcDateTime()) for one in (since, due_at))
    chosen = select(records.c.id, literal(stage), literal(0), records.c.project_id, *times)
    c.execute(
        insert(deadlines).from_select(columns, chosen.where(records.c.project_id == project_id, records.c.id > after))
    )


def clear_deadline(c: Connection, key: Key) -> None:
    """There is nothing to look at any more."""
    here = (deadlines.c.record_id == key[0], deadlines.c.stage == key[1], deadlines.c.cycle == key[2])
    c.execute(delete(deadlines).where(*here))


def clear_deadlines(c: Connection, project_id: int, stage: str) -> None:
    """There is nothing to look at in a whole stage."""
    c.execute(delete(deadlines).where(deadlines.c.project_id == project_id, deadlines.c.stage == stage))


def reset_deadlines(c: Connection, project_id: int, stage: str, after: timedelta) -> int:
    """Look at every open place of the stage that long after its record came there; how many. A page of places at a time."""
    came = func.coalesce(
        select(func.max(moves.c.at))
        .where(moves.c.record_id == places.c.record_id, moves.c.to_stage == stage, moves.c.to_cycle == places.c.cycle)
        .scalar_subquery(),
        records.c.created_at,
    )
    columns = (places.c.record_id, places.c.cycle, type_coerce(came, UtcDateTime()).label("since"))
    open_ = (places.c.project_id == project_id, places.c.stage == stage, places.c.state == "open")
    chosen = select(*columns).join(records, records.c.id == places.c.record_id).where(*open_)
    count, last = 0, 0
    while rows := c.execute(
        chosen.where(places.c.record_id > last).order_by(places.c.record_id, places.c.cycle).limit(PAGE)
    ).all():
        own = {"project_id": project_id, "stage": stage}
        c.execute(
            insert(deadlines),
            [
                {**own, "record_id": r.record_id, "cycle": r.cycle, "since": r.since, "due_at": r.since + after}
                for r in rows
            ],
        )
        count, last = count + len(rows), rows[-1].record_id
    return count


def due(c: Connection, moment: datetime, limit: int) -> Sequence[Row[Any]]:
    """Places whose time has come, held until the transaction ends; by ix_deadlines_due_at. Those that are not open stay out, and
    those of archived projects: time goes on for them when they are restored."""
    joined = deadlines.join(
        places,
        and_(
            places.c.record_id == deadlines.c.record_id,
            places.c.stage == deadlines.c.stage,
            places.c.cycle == deadlines.c.cycle,
        ),
    )
    joined = joined.join(projects, projects.c.id == deadlines.c.project_id)
    chosen = select(places, deadlines.c.since, deadlines.c.due_at).select_from(joined)
    chosen = (
        chosen.where(deadlines.c.due_at <= moment, projects.c.archived_at.is_(None))
        .order_by(deadlines.c.due_at)
        .limit(limit)
    )
    return c.execute(chosen.with_for_update(skip_locked=True, of=places)).all()


def close_place(c: Connection, key: Key) -> None:
    """Nobody else is asked here: the free slots go, and who still answers is counted."""
    here = (places.c.record_id == key[0], places.c.stage == key[1], places.c.cycle == key[2])
    gone = {"overlap": places.c.overlap - places.c.open_slots, "open_slots": 0, "state": "done"}
    c.execute(update(places).where(*here).values(**gone))
