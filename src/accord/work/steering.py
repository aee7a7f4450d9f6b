"""What a lead does to records under way: take one out of dispatch, or ask more people about it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, NotFound
from accord.people.service import Caller
from accord.projects import service as projects
from accord.records import queries as records
from accord.work.queries import places


def withdraw(db: Database, caller: Caller, project: str, key: str) -> dict[str, str]:
    """Nobody gets the record any more; what was said of it stays, and leases that run may still be answered.

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is no lead.
    """

    def work(c: Connection, number: int, stood: list[Any]) -> str:
        records.withdraw(c, number, now())
        for place in stood:
            if place.state == "open":
                places.set_state(c, (number, place.stage, place.cycle), "withdrawn")
        return "withdrawn"

    return _steer(db, caller, project, key, work, "record.withdraw")


def reopen(db: Database, caller: Caller, project: str, key: str, people: int = 1) -> dict[str, str]:
    """Ask `people` more about the record, in the stage where it stands; a withdrawn record is back in dispatch, too.

    Raises:
        NotFound, Forbidden: there is no such record, or the caller is no lead.
        Conflict: it never had a place.
    """

    def work(c: Connection, number: int, stood: list[Any]) -> str:
        if not stood:
            raise Conflict("This record was never in a stage")
        last = next((one for one in stood if one.state != "done"), stood[-1])
        place = (number, last.stage, last.cycle)
        records.withdraw(c, number, None)
        places.set_state(c, place, "open")
        places.widen(c, place, people)
        return "open"

    return _steer(db, caller, project, key, work, "record.reopen", {"people": people})


def _steer(
    db: Database, caller: Caller, project: str, key: str, work: Any, action: str, detail: Any = None
) -> dict[str, str]:
    found = projects.get(db, caller, project)
    found.needs("lead")
    order = {stage.name: at for at, stage in enumerate(found.spec.stages)}

    def steered(c: Connection) -> str:
        row = records.by_key(c, found.id, key)
        if row is None:
            raise NotFound(f"There is no record {key[:200]} in {project}")
        stood = sorted(places.of_records(c, [row.id], lock=True), key=lambda one: (one.cycle, order.get(one.stage, -1)))
        state = str(work(c, row.id, stood))
        note(c, caller, action, f"projects/{found.name}/records/{key}", detail)
        return state

    return {"state": db.write(steered)}
