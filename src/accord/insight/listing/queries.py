"""SQL of the list of records: ids by a cursor on the index that narrows most; no query reads more than a bounded part.

A list without filters walks ix_records_project_id_id; one of a state or stage ix_places_project_id_state; one of withdrawn
records ix_records_withdrawn; one of a person ix_assignments_user, so that its cost is what that person did. What no index
knows (words, gold, meta) is looked for among the next candidates of that index.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, cast, exists, func, or_, select, text, union_all

from accord.insight.listing.chosen import Chosen
from accord.records.tables import records
from accord.work.tables import assignments, places

SCAN = 5_000  # candidates looked at by one query
COUNTED = 200_000  # entries of an index counted at most


class Window(NamedTuple):
    """Ids found among the next candidates, the last candidate looked at, and whether it was the last there is."""

    ids: list[int]
    edge: int | None
    last: bool


def window(
    c: Connection, project: int, chosen: Chosen, stages: Sequence[str], at: int | None, limit: int, *, down: bool
) -> Window:
    """Up to `limit` matching ids beyond `at` (None: from the beginning), upwards or `down`."""
    own = conditions(chosen)
    if not own:
        ids = list(c.scalars(_candidates(project, chosen, stages, at, limit, down=down)))
        return Window(ids, ids[-1] if ids else None, len(ids) < limit)
    some = _candidates(project, chosen, stages, at, SCAN, down=down).subquery()
    key = some.c[0]
    looked, low, high = c.execute(select(func.count(), func.min(key), func.max(key)).select_from(some)).one()
    order = records.c.id.desc() if down else records.c.id
    found = select(records.c.id).join(some, key == records.c.id).where(*own).order_by(order).limit(limit)
    return Window(list(c.scalars(found)), low if down else high, looked < SCAN)


def among(c: Connection, project: int, chosen: Chosen, stages: Sequence[str], ids: Sequence[int]) -> set[int]:
    """Those of these records that match."""
    own = [records.c.project_id == project, records.c.id.in_(ids), *conditions(chosen), *_driven(chosen, stages)]
    return set(c.scalars(select(records.c.id).where(*own)))


def count(c: Connection, project: int, chosen: Chosen, stages: Sequence[str], scan: int) -> tuple[int, bool]:
    """How many match, and whether there may be more than were looked at."""
    own = conditions(chosen)
    most = scan if own else COUNTED
    some = _candidates(project, chosen, stages, None, most, down=False).subquery()
    looked = int(c.scalar(select(func.count()).select_from(some)) or 0)
    if not own:
        return looked, looked == most
    found = select(func.count()).select_from(some.join(records, records.c.id == some.c[0])).where(*own)
    return int(c.scalar(found) or 0), looked == most


def rows(c: Connection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    """What a line of the list shows; bodies are never read."""
    columns = (records.c.id, records.c.key, records.c.title, records.c.updated_at, records.c.withdrawn_at)
    shown = select(*columns, records.c.gold.is_not(None).label("gold")).where(records.c.id.in_(ids))
    return {row.id: row for row in c.execute(shown)}


def conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    """What a record itself must fulfil, beyond what the index of its candidates says."""
    own: list[ColumnElement[bool]] = []
    if chosen.words:
        like = "%" + _escaped(chosen.words) + "%"
        own.append(or_(records.c.title.ilike(like, escape="\\"), records.c.key.ilike(like, escape="\\")))
    if chosen.gold is not None:
        own.append(records.c.gold.is_not(None) if chosen.gold else records.c.gold.is_(None))
    own += [_tagged(key, value) for key, value in chosen.meta]
    if chosen.answered:
        own.append(_stands(places.c.answered >= chosen.answered))
    if chosen.state == "done":  # what is withdrawn has no open place, but may have one that is done
        own.append(records.c.withdrawn_at.is_(None))
        if not chosen.stage:
            own.append(~_stands(places.c.state == "open"))
    if chosen.person is not None and (chosen.state in ("open", "done") or chosen.stage):
        own += _driven(Chosen(state=chosen.state, stage=chosen.stage), ())
    return own


def _driven(chosen: Chosen, stages: Sequence[str]) -> list[ColumnElement[bool]]:
    """The same as `_candidates`, said of one record."""
    own: list[ColumnElement[bool]] = []
    if chosen.person is not None:
        mine = (assignments.c.record_id == records.c.id, assignments.c.user_id == chosen.person)
        own.append(exists().where(*mine, assignments.c.state == "submitted"))
    if chosen.state == "withdrawn":
        own.append(records.c.withdrawn_at.is_not(None))
    standing = [places.c.stage == chosen.stage] if chosen.stage else []
    if chosen.state in ("open", "done"):
        standing.append(places.c.state == chosen.state)
    return [*own, _stands(*standing)] if standing else own


def _candidates(
    project: int, chosen: Chosen, stages: Sequence[str], at: int | None, limit: int, *, down: bool
) -> Select[Any]:
    """The next ids by the index that narrows most."""

    def next_of(column: Any, *where: Any) -> Select[Any]:
        beyond = [] if at is None else [column < at if down else column > at]
        return select(column).where(*where, *beyond).order_by(column.desc() if down else column).limit(limit)

    if chosen.person is not None:
        mine = (assignments.c.project_id == project, assignments.c.user_id == chosen.person)
        return next_of(assignments.c.record_id, *mine, assignments.c.state == "submitted").distinct()
    if chosen.state in ("open", "done") or chosen.stage:
        states = [chosen.state] if chosen.state in ("open", "done") else ["open", "done", "withdrawn"]
        each = [
            next_of(
                places.c.record_id, places.c.project_id == project, places.c.stage == stage, places.c.state == state
            )
            for stage in ([chosen.stage] if chosen.stage else stages)
            for state in states
        ]
        if len(each) == 1:
            return each[0].distinct()
        together = union_all(*(select(one.subquery().c.record_id) for one in each)).subquery()
        found = together.c.record_id
        return select(found).distinct().order_by(found.desc() if down else found).limit(limit)
    where = [records.c.project_id == project]
    if chosen.state == "withdrawn":
        where.append(text("records.withdrawn_at IS NOT NULL"))  # type: ignore[arg-type]  # a literal, for the partial index
    return next_of(records.c.id, *where)


def _stands(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(places.c.record_id == records.c.id, *where)


def _tagged(key: str, value: str) -> ColumnElement[bool]:
    """`meta[key]` is the value, whether written as text, number or truth, or a list that holds it."""
    held = cast(records.c.body.op("->")("meta").op("->")(key), Text)  # JSON text on both: "ar", 3, true, ["a","b"]
    quoted = json.dumps(value, ensure_ascii=False)
    return or_(held.in_([quoted, value]), held.like("[%" + _escaped(quoted) + "%", escape="\\"))


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
