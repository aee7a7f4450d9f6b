"""Deleting a project: marked in one transaction, then its content goes in short ones, so that everybody else goes on working.

Whatever ends the process in the middle, the mark is there, and the next server (or `accord project delete`) finishes it. What stays is
a line in the audit log, and on SQLite the numbers that must not be given twice.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection

from accord.corpus import queries as corpus
from accord.deleting import queries
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Invalid, NotFound
from accord.imports.uploads import Uploads
from accord.jobs import queries as jobs
from accord.jobs.running import RUNNING
from accord.people.service import Caller
from accord.projects import queries as project_queries
from accord.projects import service as projects
from accord.schema import Fault

SHORT, LONG = 0.01, 0.04  # seconds that a transaction should take: as long as others wait
MOST = 2000  # records in one
DOCUMENTS = 20  # of a corpus in one
BREATH = 0.002  # seconds between two, for those who wait


def delete(db: Database, caller: Caller, project: str, confirm: str, parts: bool = False) -> dict[str, Any]:
    """Nobody sees it from now on, and its name is free; `finish` takes its content away. How much that is.

    Args:
        confirm: the project's name, as whoever asks for it typed it.
        parts: its exams and calibration rounds go, too.

    Raises:
        NotFound, Forbidden: the caller is no lead of it, nor an admin.
        Invalid: `confirm` is another name. Conflict: it has exams or rounds, which `parts` would take along.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    if confirm != found.name:
        fault = Fault("/confirm", "not-the-name", f"it is {found.name!r}")
        raise Invalid("The name that confirms it is another", faults=[fault])

    def work(c: Connection) -> tuple[dict[str, Any], list[int]]:
        project_queries.lock(c, found.id)
        below = project_queries.parts(c, found.id)
        names = [row.name for row in below]
        if below and not parts:
            raise Conflict(f"{found.name} has exams or rounds ({', '.join(names)}); they would go with it", parts=names)
        rows = [SimpleNamespace(id=found.id, name=found.name), *below]
        told = queries.counts(c, [row.id for row in rows])
        stop = queries.running(c, [row.id for row in rows])
        marked = queries.mark(c, rows, now())  # type: ignore[arg-type]
        if found.id not in marked:
            raise NotFound(f"{found.name} is deleted already")
        for number in stop:
            jobs.ask_to_stop(c, number)
        for row in rows[1:]:
            note(c, caller, "project.delete", f"projects/{row.name}", {"with": found.name})
        note(c, caller, "project.delete", f"projects/{found.name}", {**told, "parts": names})
        return {"name": found.name, **told, "parts": names}, stop

    said, stop = db.write(work)
    for number in stop:
        RUNNING.stop(db, number)
    return said


def pending(db: Database) -> bool:
    """Whether there is something to finish."""
    with db.read() as c:
        return bool(queries.waiting(c))


def finish(
    db: Database,
    home: Path,
    told: Callable[[int], None] = lambda records: None,
    ended: Callable[[], bool] = lambda: False,
) -> bool:
    """Take away what is marked, bit by bit, until nothing is left or it is `ended`; whether nothing is left.

    Killed at any moment it can be called again. `told` hears how many records went.
    """
    with db.read() as c:
        waiting = queries.waiting(c)
    return all(_one(db, home, number, told, ended) for number in waiting)


def _corpus(db: Database, number: int, ended: Callable[[], bool]) -> None:
    """The documents, and the index's memory of their words."""
    first, more, gone = True, False, DOCUMENTS
    while gone == DOCUMENTS and not ended():
        gone = db.write(lambda c: _documents(c, number))
        more = more or gone > 0
        time.sleep(BREATH)
    while more and not ended():
        more = db.write(lambda c, begin=first: corpus.forget_words(queries.careful(c), begin))
        first = False
        time.sleep(BREATH)


def _documents(c: Connection, number: int) -> int:
    return corpus.remove_some(queries.careful(c), number, DOCUMENTS)


def _one(db: Database, home: Path, number: int, told: Callable[[int], None], ended: Callable[[], bool]) -> bool:
    most = 20
    while not ended():
        began = time.monotonic()
        gone = db.write(lambda c, some=most: queries.remove_records(c, number, some))
        took = time.monotonic() - began
        told(gone)
        if gone < most:
            break
        most = min(most * 2, MOST) if took < SHORT else max(most // 2, 1) if took > LONG else most
        time.sleep(BREATH)
    _corpus(db, number, ended)
    if ended():
        return False
    with db.read() as c:
        made, hashes = queries.files(c, number)
    for folder in (*(f"jobs/{one}" for one in made), *(f"datasets/{one.removeprefix('sha256:')}" for one in hashes)):
        shutil.rmtree(home / folder, ignore_errors=True)  # before the rows that tell where they are
    Uploads(home).forget(number)
    db.write(lambda c: queries.remove_rest(c, number))
    return True
