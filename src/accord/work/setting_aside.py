"""Setting a person's answers aside so that others are asked, asking one more person, and taking both back.

An answer set aside stays, marked as surplus; its slot is free again. A record that others have gone on with is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from accord.records import queries as records
from accord.schema import Spec
from accord.work.advancing import count_answer, settle
from accord.work.queries import aside, assignments, places


def set_aside(
    c: Connection, project_id: int, user_id: int, why: str, most: int, since: datetime | None = None
) -> dict[str, Any]:
    """The person's newest answers count no more, and others are asked; what is needed to undo it."""
    done, left = [], 0
    for row in aside.counted(c, project_id, user_id, since, most):
        key = (row.record_id, row.stage, row.cycle)
        place = aside.place(c, key)
        if place is None or place.state == "withdrawn" or aside.gone_on(c, key):
            left += 1
            continue
        if place.state == "done":
            aside.close_later(c, key)
        aside.reopen(c, key)
        aside.mark(c, row.response_id, True)
        assignments.change(c, row.id, state="skipped", skip_reason=f"set aside: {why}"[:2000])
        done.append(row.id)
    return {"assignments": done, "left": left}


def take_back(c: Connection, spec: Spec, numbers: Sequence[int]) -> int:
    """What was set aside counts again where its place is free still; how many."""
    return sum(count_again(c, spec, assignments.lock(c, number)) for number in numbers)


def count_again(c: Connection, spec: Spec, row: Row[Any]) -> bool:
    """A surplus answer counts from now on, if a slot of its place is free; the record goes on when it has enough."""
    key = (row.record_id, row.stage, row.cycle)
    if row.state == "submitted" or row.response_id is None or not places.take(c, key):
        return False
    aside.mark(c, row.response_id, False)
    assignments.change(c, row.id, state="submitted", lease_until=None, skip_reason=None)
    body = records.bodies(c, [row.record_id])[row.record_id]
    count_answer(c, spec, key, body.get("meta"))
    return True


def ask_more(
    c: Connection, project_id: int, user_id: int, more: int, most: int, since: datetime | None = None
) -> dict[str, Any]:
    """More people for the records of the person's newest answers, where nobody has gone on with them; what is needed to undo it."""
    widened = []
    for row in aside.counted(c, project_id, user_id, since, most):
        key = (row.record_id, row.stage, row.cycle)
        place = aside.place(c, key)
        if place is None or place.state == "withdrawn" or aside.gone_on(c, key):
            continue
        if place.state == "done":
            aside.close_later(c, key)
            places.set_state(c, key, "open")
        places.widen(c, key, more)
        widened.append(list(key))
    return {"places": widened, "more": more}


def ask_fewer(c: Connection, spec: Spec, effect: dict[str, Any]) -> int:
    """Undo `ask_more` where the slots are free still; how many places."""
    narrowed = 0
    for record, stage, cycle in effect["places"]:
        key = (record, stage, cycle)
        place = aside.place(c, key)
        if place is None or not aside.narrow(c, key, effect["more"]):
            continue
        narrowed += 1
        if place.state == "open" and place.answered >= place.overlap - effect["more"]:
            settle(c, spec, key, records.bodies(c, [record])[record].get("meta"))
    return narrowed
