"""What happens when time passes and nobody answers: records move on by conditions on `hours`, owners of escalations are reminded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.notices.service import tell
from accord.projects import queries as members
from accord.projects import service as projects
from accord.records import queries as records
from accord.schema import Spec
from accord.work import leases, stages
from accord.work.advancing import NOBODY, leave, visits
from accord.work.queries import moves, responses, reviews

SWEPT = 200  # places looked at in one transaction
AGAIN = timedelta(minutes=1)  # a condition that does not hold yet at its very hour is looked at again then


def sweep(db: Database) -> int:
    """Everything that time brings: leases that ran out, records that are overdue, reminders; how many. Run it every minute or so.

    Cost: three look-ups by index where nothing is due.
    """
    total = leases.sweep(db)
    while moved := db.write(lambda c: _move_on(db, c, now())):
        total += moved
        if moved < SWEPT:
            break
    return total + db.write(_remind)


def _remind(c: Connection) -> int:
    """Owners of escalations hear that their deadline is near, and that it has passed; how many."""
    found = reviews.remind(c, now())
    for kind, one in found:
        about = {"record": records.key(c, one.record_id), "stage": one.stage, "severity": one.severity}
        owners = members.ids_of(c, one.project_id, one.owner)
        tell(c, owners, kind, members.named(c, one.project_id), **about, due_at=one.due_at.isoformat())
    return len(found)


def _move_on(db: Database, c: Connection, moment: datetime) -> int:
    """Look at places whose time has come; how many there were."""
    specs: dict[int, Spec] = {}
    due = moves.due(c, moment, SWEPT)
    for place in due:
        if place.project_id not in specs:
            specs[place.project_id] = projects.current_spec(db, c, place.project_id)
        _look(c, specs[place.project_id], place, moment)
    return len(due)


def _look(c: Connection, spec: Spec, place: Any, moment: datetime) -> None:
    key = (place.record_id, place.stage, place.cycle)
    stage = next((one for one in spec.stages if one.name == place.stage), None)
    if stage is None or place.state != "open":
        return moves.clear_deadline(c, key)
    hours = (moment - place.since).total_seconds() / 3600
    given = responses.of_place(c, *key)
    meta = records.bodies(c, [place.record_id])[place.record_id].get("meta")
    seen = stages.Seen(place.cycle, hours, meta, None, visits(c, spec, stage, place.record_id))
    chosen = stages.choose_by_time(spec, stage, given, seen)
    if chosen is not None:
        moves.close_place(c, key)
        return leave(c, spec, place, chosen, NOBODY, moment)
    moves.clear_deadline(c, key)
    if ahead := [one for one in stages.times(stage) if one >= hours]:
        due = max(place.since + timedelta(hours=ahead[0]), moment + AGAIN)
        moves.set_deadline(c, key, place.project_id, place.since, due)
