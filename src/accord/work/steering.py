"""What a lead does to records under way: take them out of dispatch and put them back, ask more people, send them to another stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Invalid, NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.records import queries as records
from accord.schema import Fault, Spec, nearest
from accord.schema.moves import ENDS, KEPT_HOURS
from accord.schema.spec import Move
from accord.work import advancing, shapes, stages
from accord.work.advancing import Cause
from accord.work.queries import moves, places, reviews

MOST = 500  # escalations in one answer

Action = Literal["withdraw", "restore", "ask"]


def steer(
    db: Database, caller: Caller, project: str, action: Action, keys: Sequence[str], people: int = 1
) -> dict[str, Any]:
    """One action on many records, in one transaction: `withdraw`, `restore` what was withdrawn, or `ask` `people` more.

    `changed` names those that it changed: to restore them undoes a withdrawal. Records that stand so already stay as they are.

    Raises:
        NotFound, Forbidden: there is no such project, or the caller is no lead.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    order = {stage.name: at for at, stage in enumerate(found.spec.stages)}

    def steered(c: Connection) -> dict[str, Any]:
        rows = records.standing(c, found.id, keys)
        stood: dict[int, list[Any]] = {row.id: [] for row in rows}
        for place in places.of_records(c, list(stood), lock=True):
            stood[place.record_id].append(place)
        changed = []
        for row in rows:
            mine = sorted(stood[row.id], key=lambda one: (one.cycle, order.get(one.stage, -1)))
            gone = row.withdrawn_at is not None
            if action == "withdraw" and not gone:
                _withdrawn(c, row.id, mine, caller)
            elif action == "restore" and gone:
                _restored(c, row.id, mine, caller)
            elif action == "ask" and mine:
                _asked(c, row.id, mine, people, caller)
            else:
                continue
            changed.append(row.key)
        if changed:
            detail = {"records": changed, **({"people": people} if action == "ask" else {})}
            note(c, caller, f"records.{action}", f"projects/{found.name}/records", detail)
        there = {row.key for row in rows}
        return {"changed": changed, "missing": [key for key in dict.fromkeys(keys) if key not in there]}

    out: dict[str, Any] = db.write(steered)
    return out


def withdraw(db: Database, caller: Caller, project: str, key: str) -> dict[str, str]:
    """Nobody gets the record any more; what was said of it stays, and leases that run may still be answered.

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is no lead.
    """

    def work(c: Connection, number: int, stood: list[Any], spec: Spec) -> str:
        _withdrawn(c, number, stood, caller)
        return "withdrawn"

    return _steer(db, caller, project, key, work, "record.withdraw")


def reopen(db: Database, caller: Caller, project: str, key: str, people: int = 1) -> dict[str, str]:
    """Ask `people` more about the record, in the stage where it stands; a withdrawn record is back in dispatch, too.

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is no lead.
        Conflict: it never had a place.
    """

    def work(c: Connection, number: int, stood: list[Any], spec: Spec) -> str:
        if not stood:
            raise Conflict("This record was never in a stage")
        _asked(c, number, stood, people, caller)
        return "open"

    return _steer(db, caller, project, key, work, "record.reopen", {"people": people})


def send(db: Database, caller: Caller, project: str, key: str, to: str, comment: str = "") -> dict[str, str]:
    """Move a record to a stage (its people of before have it first), or to an end; what is still held there is counted, but moves nothing.

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is no lead.
        Invalid: there is no such stage. Conflict: it never had a place, or is withdrawn.
    """

    def work(c: Connection, number: int, stood: list[Any], spec: Spec) -> str:
        names = [stage.name for stage in spec.stages]
        if to not in (*names, *ENDS):
            fault = Fault("/to", "unknown-stage", f"there is no stage {to[:64]!r}", nearest(to, (*names, *ENDS)))
            raise Invalid("The record cannot go there", faults=[fault])
        if not stood or any(one.state == "withdrawn" for one in stood):
            raise Conflict("This record is in no stage; reopen it first")
        last = next((one for one in stood if one.state == "open"), stood[-1])
        at = (number, last.stage, last.cycle)
        moves.close_place(c, at)
        moves.clear_deadline(c, at)
        reviews.close_escalations(c, number, now())
        cycle = (
            stages.next_cycle(spec, last.stage, to, last.cycle) if to in names and last.stage in names else last.cycle
        )
        while to in names and places.get(c, (number, to, cycle)) is not None:
            cycle += 1
        why = {"by": "person", **({"comment": comment} if comment else {})}
        advancing.note(c, last, to, cycle, Cause(caller.user_id), why, now())
        if to in names:
            advancing.enter(c, spec, last, to, cycle, Move(to, kept_hours=KEPT_HOURS), now())
        return to

    return _steer(db, caller, project, key, work, "record.send", {"to": to, "comment": comment})


def escalations(db: Database, caller: Caller, project: str) -> list[dict[str, Any]]:
    """What is to be decided, the nearest deadline first.

    Raises:
        NotFound, Forbidden: the project is not the caller's, or they are below reviewer.
    """
    found = projects.get(db, caller, project)
    found.needs("reviewer")
    with db.read() as c:
        rows = reviews.open_escalations(c, found.id, MOST)
    return [_escalation(row) for row in rows]


def _escalation(row: Any) -> dict[str, Any]:
    out = {name: getattr(row, name) for name in ("stage", "cycle", "severity", "owner", "title")}
    times = ("opened_at", "remind_at", "due_at", "reminded_at", "overdue_at")
    return {"record": row.key, **out, **{name: shapes.moment(getattr(row, name)) for name in times}}


def _steer(
    db: Database, caller: Caller, project: str, key: str, work: Any, action: str, detail: Any = None
) -> dict[str, str]:
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    order = {stage.name: at for at, stage in enumerate(found.spec.stages)}

    def steered(c: Connection) -> str:
        row = records.by_key(c, found.id, key)
        if row is None:
            raise NotFound(f"There is no record {key[:200]} in {project}")
        stood = sorted(places.of_records(c, [row.id], lock=True), key=lambda one: (one.cycle, order.get(one.stage, -1)))
        state = str(work(c, row.id, stood, found.spec))
        note(c, caller, action, f"projects/{found.name}/records/{key}", detail)
        return state

    return {"state": db.write(steered)}


def _withdrawn(c: Connection, number: int, stood: Sequence[Any], caller: Caller) -> None:
    records.withdraw(c, number, now())
    for place in stood:
        if place.state == "open":
            places.set_state(c, (number, place.stage, place.cycle), "withdrawn")
            advancing.note(c, place, "withdrawn", place.cycle, Cause(caller.user_id), {"by": "person"}, now())
    reviews.close_escalations(c, number, now())


def _restored(c: Connection, number: int, stood: Sequence[Any], caller: Caller) -> None:
    records.withdraw(c, number, None)
    for place in stood:
        if place.state == "withdrawn":
            places.set_state(c, (number, place.stage, place.cycle), "open")
            advancing.note(c, place, place.stage, place.cycle, Cause(caller.user_id), {"by": "person"}, now())


def _asked(c: Connection, number: int, stood: Sequence[Any], people: int, caller: Caller) -> None:
    last = next((one for one in stood if one.state != "done"), stood[-1])
    place = (number, last.stage, last.cycle)
    records.withdraw(c, number, None)
    places.set_state(c, place, "open")
    places.widen(c, place, people)
    why = {"by": "person", "people": people}
    advancing.note(c, last, last.stage, last.cycle, Cause(caller.user_id), why, now())
