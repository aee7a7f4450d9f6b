"""Records with their places: what comes in can be claimed at once, because both are one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from sqlalchemy import Connection

from accord.ground.clock import now
from accord.ground.database import Database
from accord.people.service import Caller
from accord.projects import service as projects
from accord.records import service as records
from accord.records.adding import LISTED, Report
from accord.records.beside import Lines
from accord.records.checking import Item
from accord.work import arranging, hiding, stages
from accord.work.audience import SIZES
from accord.work.cursors import CURSORS
from accord.work.queries import moves, places


def add_records(
    db: Database,
    caller: Caller,
    project: str,
    items: Iterable[Item] | Lines,
    progress: Callable[[int], None] | None = None,
    listed: int = LISTED,
) -> Report:
    """Add or update records by id (`accord.records.service.add`), new ones with a place in the first stage.

    A record that has responses keeps them when it is updated, and stays where it is in its stages. Of the rows that are refused
    so many are `listed` in the report.

    Raises:
        NotFound, Forbidden: the caller may not see the project, or is no lead of it.
    """
    found = projects.get(db, caller, project)
    first = found.spec.stages[0]

    def open_places(c: Connection, before: int) -> None:
        places.open_new(c, found.id, before, first.name, first.overlap.min)
        arranging.arrange(c, found, first, before)
        if found.spec.quality.hides:
            hiding.settle(c, found, before)
        if thresholds := stages.times(first):
            moment = now()
            moves.set_deadlines(c, found.id, before, first.name, moment, moment + timedelta(hours=thresholds[0]))

    report = records.add(db, caller, project, items, progress, open_places, listed)
    if report.updated:
        arranging.again(db, found)
    if report.inserted:
        SIZES.forget(db)
        if first.order != "oldest":
            CURSORS.forget_all(db, found.id)
    return report
