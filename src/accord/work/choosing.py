"""Choosing places for a person: in the stage's order, from where they were last, within what they may take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from accord.ground.database import Database
from accord.people.service import Caller
from accord.projects.service import ProjectRow
from accord.schema import Stage
from accord.work import audience
from accord.work.cursors import CURSORS
from accord.work.queries import places

LOOKED = 64  # candidates looked at together where a quota of groups sorts some out


def choose(
    db: Database,
    c: Connection,
    project: ProjectRow,
    stage: Stage,
    caller: Caller,
    moment: datetime,
    wanted: int,
    lock: places.Lock = "none",
) -> list[Any]:
    """Up to `wanted` places of the stage with a free slot for this person; locked where `lock` says so."""
    wanted = min(wanted, audience.room(db, c, project, stage, caller, moment)[0])
    if wanted <= 0:
        return []
    key = (project.id, stage.name, caller.user_id)
    after = CURSORS.get(db, key, moving=stage.order != "oldest")

    def walk(above: int) -> list[Any]:
        return _walk(c, project.id, stage, caller.user_id, above, wanted, moment, lock)

    found = walk(after)
    if len(found) < wanted and after:
        seen = {(row.record_id, row.cycle) for row in found}
        found += [row for row in walk(0) if (row.record_id, row.cycle) not in seen][: wanted - len(found)]
    return found


def _walk(
    c: Connection,
    project_id: int,
    stage: Stage,
    user_id: int,
    after: int,
    wanted: int,
    moment: datetime,
    lock: places.Lock,
) -> list[Any]:
    def page(above: int, most: int, lock: places.Lock) -> list[Any]:
        return list(places.candidates(c, project_id, stage.name, user_id, stage.who.not_in, above, most, moment, lock))

    if stage.overlap.groups is None:
        return page(after, wanted, lock)
    found: list[Any] = []
    while True:  # looked at without holding them, then held one by one: who holds all that they look at stands in everybody's way
        rows = page(after, LOOKED, "none")
        for row in audience.fitting(c, stage, user_id, rows):
            held = places.held(c, (row.record_id, row.stage, row.cycle), lock)
            if held is not None and audience.fitting(c, stage, user_id, [held]):
                found.append(row)
            if len(found) >= wanted:
                return found
        if len(rows) < LOOKED:
            return found
        after = rows[-1].rank
