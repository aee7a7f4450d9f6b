"""SQL of assignments: leased, renewed, ended, found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, literal, or_, select, text, update

from accord.ground.prepared import Prepared
from accord.records.tables import records
from accord.schema.audience import AT_ONCE
from accord.work.queries.places import Key
from accord.work.tables import assignments, responses

LEASED = text("assignments.state = 'leased'")  # a literal, for the partial index


def _whole() -> Select[Any]:
    """An assignment with its record and its latest response."""
    latest = (responses.c.answers, responses.c.revision, responses.c.surplus)
    joined = assignments.join(records, records.c.id == assignments.c.record_id).outerjoin(
        responses, responses.c.id == assignments.c.response_id
    )
    return select(assignments, records.c.key, records.c.body, *latest).select_from(joined)


# built once: see places
_NUMBERED = assignments.c.id == bindparam("number")
_FIND = Prepared(_whole().where(_NUMBERED))
_HELD = Prepared(  # not its latest response: PostgreSQL would give the one from before it waited
    select(assignments, records.c.key, records.c.body)
    .join(records, records.c.id == assignments.c.record_id)
    .where(_NUMBERED)
    .with_for_update(of=assignments)
)
_LOCK = Prepared(select(assignments).where(_NUMBERED).with_for_update())
_OWN = Prepared(  # put in order here: a sort of its own costs SQLite four times what finding them does
    select(assignments.c.id).where(
        assignments.c.project_id == bindparam("of_project"), assignments.c.user_id == bindparam("person"),
        assignments.c.state == "leased", assignments.c.lease_until > bindparam("now"),
    )
)  # fmt: skip
LEASE = ("project_id", "record_id", "stage", "cycle", "user_id", "state", "spec_version", "presentation", "hidden")
_ADD = Prepared(insert(assignments).returning(assignments.c.id), [*LEASE, "claimed_at", "lease_until"])
_OVER = (
    select(assignments.c.id, assignments.c.record_id, assignments.c.stage, assignments.c.cycle, assignments.c.hidden)
    .where(LEASED, assignments.c.lease_until <= bindparam("now"))
    .order_by(assignments.c.lease_until)
    .limit(bindparam("most"))
)
_OVER_HERE = _OVER.where(assignments.c.project_id == bindparam("of_project"))
_HAS = select(literal(1)).where(
    assignments.c.project_id == bindparam("of_project"), assignments.c.user_id == bindparam("person"),
    assignments.c.state == bindparam("in_state"), assignments.c.stage == bindparam("in_stage"),
)  # fmt: skip
_COUNT, _COUNT_SINCE = (
    Prepared(select(func.count().label("n")).select_from(one.limit(bindparam("most")).subquery()))
    for one in (_HAS, _HAS.where(assignments.c.submitted_at >= bindparam("since")))
)
_FREE_OVER, _FREE_OVER_HERE = (Prepared(one.with_for_update(skip_locked=True)) for one in (_OVER, _OVER_HERE))
_ALL_OVER_HERE = Prepared(_OVER_HERE.with_for_update())


def find(c: Connection, number: int) -> Row[Any] | None:
    """An assignment, whole."""
    row: Row[Any] | None = _FIND.first(c, {"number": number})
    return row


def hold(c: Connection, number: int) -> Row[Any] | None:
    """An assignment with its record, held until the transaction ends."""
    row: Row[Any] | None = _HELD.first(c, {"number": number})
    return row


def lock(c: Connection, number: int) -> Row[Any]:
    """An assignment that is there, alone, held until the transaction ends."""
    row: Row[Any] = _LOCK.one(c, {"number": number})
    return row


def lock_any(c: Connection, number: int) -> Row[Any] | None:
    """The same of one that may not be there."""
    row: Row[Any] | None = _LOCK.first(c, {"number": number})
    return row


def of_person(c: Connection, key: Key, user_id: int) -> Row[Any] | None:
    """What this person has or had at a place, held until the transaction ends."""
    own = (assignments.c.record_id == key[0], assignments.c.stage == key[1], assignments.c.cycle == key[2])
    chosen = select(assignments).where(*own, assignments.c.user_id == user_id)
    return c.execute(chosen.with_for_update()).first()


def several(c: Connection, ids: Sequence[int]) -> list[Row[Any]]:
    """Assignments in the order of `ids`, whole."""
    found = [find(c, number) for number in ids]
    return [row for row in found if row is not None]


def own_leases(c: Connection, project_id: int, user_id: int, now: datetime, limit: int) -> list[int]:
    """The person's unexpired leases, oldest first."""
    where = {"of_project": project_id, "person": user_id, "now": now}
    return sorted(row.id for row in _OWN.all(c, where))[:limit]


def held_records(c: Connection, project_id: int, user_id: int, now: datetime) -> dict[int, list[str]]:
    """The records that this person is to answer now, with the stages that they answer them in."""
    running = (LEASED, assignments.c.project_id == project_id, assignments.c.lease_until > now)
    chosen = select(assignments.c.record_id, assignments.c.stage).where(*running, assignments.c.user_id == user_id)
    found: dict[int, list[str]] = {}
    for row in c.execute(chosen.limit(AT_ONCE)):
        found.setdefault(row.record_id, []).append(row.stage)
    return found


def count_leased(c: Connection, project_id: int, user_id: int, stage: str) -> int:
    """How many places of a stage the person holds."""
    return _counted(c, project_id, user_id, stage, "leased", AT_ONCE)


def count_answered(
    c: Connection, project_id: int, user_id: int, stage: str, enough: int, since: datetime | None = None
) -> int:
    """How many places of a stage the person answered (since then); counted up to `enough`. By ix_assignments_user."""
    return _counted(c, project_id, user_id, stage, "submitted", enough, since)


def _counted(
    c: Connection, project_id: int, user_id: int, stage: str, state: str, enough: int, since: datetime | None = None
) -> int:
    where = {"of_project": project_id, "person": user_id, "in_stage": stage, "in_state": state, "most": enough}
    found = _COUNT.one(c, where) if since is None else _COUNT_SINCE.one(c, {**where, "since": since})
    return int(found.n)


def has_answered(c: Connection, record_id: int, user_id: int, stages: Sequence[str]) -> bool:
    """Whether the person holds the record, or answered it, in one of these stages."""
    chosen = select(assignments.c.id).where(
        assignments.c.record_id == record_id, assignments.c.user_id == user_id,
        assignments.c.stage.in_(list(stages)), assignments.c.state.in_(["leased", "submitted"]),
    )  # fmt: skip
    return c.execute(chosen.limit(1)).first() is not None


def last_answered(c: Connection, record_id: int, stage: str) -> int | None:
    """Who answered the record last in a stage."""
    chosen = select(assignments.c.user_id).where(
        assignments.c.record_id == record_id, assignments.c.stage == stage, assignments.c.state == "submitted"
    )
    found: int | None = c.execute(chosen.order_by(assignments.c.submitted_at.desc()).limit(1)).scalar()
    return found


def holders(c: Connection, record_ids: Sequence[int], stage: str) -> dict[tuple[int, int], list[int]]:
    """Who holds or answered these records in a stage, by record and cycle; surplus answers do not count."""
    chosen = select(assignments.c.record_id, assignments.c.cycle, assignments.c.user_id).where(
        assignments.c.record_id.in_(list(record_ids)), assignments.c.stage == stage,
        assignments.c.state.in_(["leased", "submitted"]), assignments.c.hidden.is_(None),
    )  # fmt: skip
    out: dict[tuple[int, int], list[int]] = {}
    for row in c.execute(chosen):
        out.setdefault((row.record_id, row.cycle), []).append(row.user_id)
    return out


def lease(c: Connection, values: dict[str, Any], again: int | None) -> int:
    """A new lease, or one on an assignment that the person had before (its draft and presentation stay)."""
    if again is None:
        return int(_ADD.one(c, {"lease_until": None, "hidden": None, **values}).id)
    kept = {key: values[key] for key in ("state", "spec_version", "claimed_at", "lease_until")}
    change(c, again, **kept, skip_reason=None)
    return again


def renew(c: Connection, ids: Sequence[int], until: datetime, version: int) -> None:
    """Longer leases; from now on under this spec version."""
    for number in ids:
        change(c, number, lease_until=until, spec_version=version)


def change(c: Connection, number: int, **values: Any) -> None:
    """Set columns of one assignment."""
    _change(tuple(values)).run(c, {**values, "number": number})


@cache
def _change(columns: tuple[str, ...]) -> Prepared:
    return Prepared(update(assignments).where(_NUMBERED), columns)


def expired(
    c: Connection, now: datetime, project_id: int | None, limit: int, wait: bool
) -> list[tuple[int, Key | None]]:
    """Leases that ended, with the place they held (None: it was a known answer in hiding); held until the transaction ends.

    Those that another transaction holds are left to it, or waited for.
    """
    where = {"now": now, "most": limit}
    if project_id is None:
        rows = _FREE_OVER.all(c, where)
    else:
        rows = (_ALL_OVER_HERE if wait else _FREE_OVER_HERE).all(c, {**where, "of_project": project_id})
    return [(row.id, None if row.hidden else (row.record_id, row.stage, row.cycle)) for row in rows]


def end(c: Connection, ids: Iterable[int], state: str) -> None:
    """These leases are over."""
    c.execute(update(assignments).where(assignments.c.id.in_(list(ids))).values(state=state, lease_until=None))


def begun_after(c: Connection, row: Row[Any]) -> bool:
    """Whether anybody works, or worked, on the record in another stage or cycle, claimed since this was submitted."""
    elsewhere = or_(assignments.c.stage != row.stage, assignments.c.cycle != row.cycle)
    chosen = select(assignments.c.id).where(
        assignments.c.record_id == row.record_id, elsewhere, assignments.c.claimed_at >= row.submitted_at,
        assignments.c.state.in_(["leased", "submitted"]),
    )  # fmt: skip
    return c.execute(chosen.limit(1)).first() is not None


def mine(c: Connection, project_id: int, user_id: int, before: Row[Any] | None, limit: int) -> Sequence[Row[Any]]:
    """What the person submitted, newest first; `before`: older than this one."""
    chosen = _whole().where(
        assignments.c.project_id == project_id, assignments.c.user_id == user_id, assignments.c.state == "submitted"
    )
    if before is not None and before.submitted_at is not None:
        older = or_(
            assignments.c.submitted_at < before.submitted_at,
            and_(assignments.c.submitted_at == before.submitted_at, assignments.c.id < before.id),
        )
        chosen = chosen.where(older)
    newest_first = chosen.order_by(assignments.c.submitted_at.desc(), assignments.c.id.desc())
    return c.execute(newest_first.limit(limit)).all()


def last_version(c: Connection, project_id: int, user_id: int) -> int | None:
    """The project's version under which this person answered last; by ix_assignments_user."""
    mine = (
        assignments.c.project_id == project_id,
        assignments.c.user_id == user_id,
        assignments.c.state == "submitted",
    )
    chosen = select(assignments.c.spec_version).where(*mine).order_by(assignments.c.submitted_at.desc()).limit(1)
    found: int | None = c.execute(chosen).scalar()
    return found
