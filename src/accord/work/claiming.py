"""Claiming: the person's own leases first, then free places in dispatch order, each slot taken with its lease in one transaction."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.turns import Turns, waited
from accord.people.service import Caller, Who
from accord.projects import service as projects
from accord.projects.service import ProjectRow
from accord.records import queries as records
from accord.schema import Spec, Stage, new_presentation
from accord.schema.standing import revises
from accord.work import audience, choosing, gates, hiding, keeping, leases, shapes, standing
from accord.work.cursors import CURSORS
from accord.work.queries import assignments, hidden, places
from accord.work.showing import beside

MOST = 50  # assignments that one claim hands out
RNG = random.Random()
TRIES = 8  # claims before "nothing" is believed although something seems to be left


def claim(db: Database, caller: Caller, project: str, count: int = 1) -> dict[str, Any]:
    """`claiming` by a person who is known, waited for."""
    return waited(db, claiming(db, lambda c: caller, project, count))


def claiming(db: Database, who: Who, project: str, count: int = 1) -> Turns[dict[str, Any]]:
    """Up to `count` assignments: own unexpired leases (renewed, with their drafts), then new ones; later stages first.

    Without any, `nothing` says why, and until when it is worth waiting. It is never said while there is something: where others
    hold rows, which PostgreSQL passes over, the claim is tried again and waits for them.

    Raises:
        NotFound: the project is not the caller's.
    """
    tried = 0
    while True:
        found: _Found = yield partial(_claim, db, who, project, min(count, MOST), tried > 0)
        if found.unsettled is not None:
            yield partial(hiding.settle, project=found.unsettled)
            hiding.SETTLED.add(db, found.unsettled)
            continue
        for key, rank in found.reached.items():
            CURSORS.set(db, key, rank)
        tried += 1
        if not found.left or tried == TRIES:
            return {"assignments": found.given, "nothing": found.nothing}
        yield partial(leases.expire, moment=now(), project_id=found.left, wait=True)  # on its own: who waits holds none


@dataclass(slots=True)
class _Found:
    """What a claim came to. `left`: in this project there is something after all. `unsettled`: to be settled before anything is given."""

    given: list[dict[str, Any]] = field(default_factory=list)
    nothing: dict[str, Any] | None = None
    reached: dict[tuple[int, str, int], int] = field(default_factory=dict)
    left: int | None = None
    unsettled: ProjectRow | None = None


def _claim(db: Database, who: Who, name: str, count: int, wait: bool, c: Connection) -> _Found:
    """Everything in one transaction. How far the person came is told after it, as it may run again."""
    caller = who(c)
    project = projects.find(db, c, caller, name)
    records.one_at_a_time(c, f"claims of {caller.user_id} in {project.id}")
    if (shut := gates.closed(db, c, project, caller)) is not None:
        return _Found(nothing=shut)
    if not hiding.SETTLED.has(db, project):
        return _Found(unsettled=project)
    shut_for_all = project.paused or project.spec.exam or project.archived_at
    open_to = [] if shut_for_all else audience.open_to(c, project, caller)
    moment, out = now(), _Found()
    if not wait:
        leases.expire(c, moment, project.id)
    if hidden.suspension(c, project.id, caller.user_id, moment) is None:
        rows = _take(db, c, project, open_to, caller, count, moment, wait, out.reached)
        out.given = [shapes.assignment(row, project, beside(c, project, row)) for row in rows]
    if not out.given:
        out.nothing = _nothing(db, c, project, open_to, caller)
        out.left = project.id if _left(db, c, project, open_to, caller) else None
    return out


def _take(
    db: Database,
    c: Connection,
    project: ProjectRow,
    open_to: Sequence[Stage],
    caller: Caller,
    count: int,
    moment: datetime,
    wait: bool,
    reached: dict[tuple[int, str, int], int],
) -> list[Any]:
    """What the person holds now, whole; notes how far they came in each stage."""
    until = moment + timedelta(minutes=project.spec.lease_minutes)
    ids = assignments.own_leases(c, project.id, caller.user_id, moment, count)
    assignments.renew(c, ids, until, project.version)
    held = assignments.several(c, ids)
    for stage in open_to:
        if len(held) >= count:
            break
        lock: places.Lock = "wait" if wait else "skip"
        found = choosing.choose(db, c, project, stage, caller, moment, count - len(held), lock)
        if not found:
            continue
        found = hiding.draw(c, project, stage, caller, found)
        bodies = records.stored(c, [row.record_id for row in found])
        for row in found:
            kind = getattr(row, "hidden", None)
            if kind is None and not places.take(c, (row.record_id, row.stage, row.cycle)):
                continue  # its row is locked, so this does not happen; if it did, the person gets one fewer
            key, body = bodies[row.record_id]
            drawn = _drawn(c, project.spec, stage, row.record_id, {"id": key, **body})
            values = {**_lease(project, row, caller, drawn, moment, until), "hidden": kind}
            number = assignments.lease(c, values, row.again)
            if row.again is None:  # all that there is to know of it is here
                held.append(SimpleNamespace(**values, id=number, key=key, body=body, draft=None, response_id=None))
            else:
                held += assignments.several(c, [number])
            keeping.taken(c, project.id, stage, row, caller.user_id, moment)
        if ranks := [row.rank for row in found if hasattr(row, "rank")]:
            reached[project.id, stage.name, caller.user_id] = max(ranks)
    return held


def _left(db: Database, c: Connection, project: ProjectRow, open_to: Sequence[Stage], caller: Caller) -> bool:
    """Whether there is something for this person after all: a place, or a lease that ran out and is not ended yet."""
    if hidden.suspension(c, project.id, caller.user_id, now()) is not None:
        return False
    if any(choosing.choose(db, c, project, stage, caller, now(), 1) for stage in open_to):
        return True
    until = places.soonest(c, project.id, caller.user_id, [stage.name for stage in open_to])
    return until is not None and until <= now()


def _lease(
    project: ProjectRow, row: Any, caller: Caller, presentation: Any, moment: datetime, until: datetime
) -> dict[str, Any]:
    where = {"project_id": project.id, "record_id": row.record_id, "stage": row.stage, "cycle": row.cycle}
    who = {"user_id": caller.user_id, "state": "leased", "spec_version": project.version}
    return {**where, **who, "presentation": presentation, "claimed_at": moment, "lease_until": until}


def _drawn(c: Connection, spec: Spec, stage: Stage, record_id: int, record: Mapping[str, Any]) -> dict[str, list[str]]:
    """An order for each of the record's shuffled fields."""
    if not any(field.kind.shuffled(field.spec) for field in spec.fields.values()):
        return {}
    if revises(spec):
        record = standing.seen(c, spec, record_id, stage.name, record)[0]
    return new_presentation(spec, record, RNG)


def _nothing(
    db: Database, c: Connection, project: ProjectRow, stages: Sequence[Stage], caller: Caller
) -> dict[str, Any]:
    """Why there is nothing, in words that the page shows."""
    if project.archived_at is not None:
        return {"why": "archived", "until": None}
    if project.paused:
        return {"why": "paused", "until": None}
    if project.spec.exam:  # an attempt leases its records itself
        return {"why": "exam", "until": None}
    if (stopped := hidden.suspension(c, project.id, caller.user_id, now())) is not None:
        return {"why": f"suspended: {stopped.why}", "until": shapes.moment(stopped.until)}
    open_to = [stage.name for stage in stages]
    if not open_to:
        lacks = audience.lacking(c, project, caller)[project.spec.stages[0].name]
        return {"why": f"not qualified: {lacks[0][1]}", "until": None}
    if not places.any_place(c, project.id, None, open_=False):
        return {"why": "no records yet", "until": None}
    if not places.any_place(c, project.id, None, open_=True):
        return {"why": "done", "until": None}
    rooms = [audience.room(db, c, project, stage, caller, now()) for stage in stages]
    if all(free == 0 for free, _ in rooms):
        return {"why": f"your part is done: at most {rooms[-1][1]}", "until": None}
    until = places.soonest(c, project.id, caller.user_id, open_to)
    if until is not None:
        return {"why": "waiting for others", "until": shapes.moment(until)}
    if places.any_place(c, project.id, open_to, open_=True, free=True):
        return {"why": "what is left needs other people", "until": None}
    return {"why": "waiting for review", "until": None}
