"""Looks at people beside the requests: one thread for each database, told of who answered, a person at most once in a while.

What it had not looked at when the process ended is found by `service.catch_up`, which the server runs every minute.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from threading import Condition, Thread
from time import monotonic

from sqlalchemy.exc import SQLAlchemyError

from accord.control import estimating, service
from accord.ground.database import Database
from accord.ground.errors import AccordError
from accord.projects.service import ProjectRow

log = logging.getLogger("accord.control")
APART = 2.0  # seconds between two looks at one person


class Watch:
    """Told of who answered; looks at them in turn."""

    def __init__(self, db: Database, apart: float = APART) -> None:
        self._db, self._apart = db, apart
        self._due: OrderedDict[tuple[int, int], float] = OrderedDict()  # project, person: not before then
        self._looked: dict[tuple[int, int], float] = {}
        self._estimates = estimating.Due()
        self._change = Condition()
        self._ended = False
        self._thread: Thread | None = None

    def __call__(self, db: Database, project: ProjectRow, user_id: int) -> None:
        """A person answered: they are looked at soon, where the project has rules; estimates are made anew, where it needs them."""
        if db is not self._db:
            return
        self._estimates.answered(project)
        if not project.spec.quality.rules and not self._estimates.any():
            return
        key = (project.id, user_id)
        with self._change:
            if project.spec.quality.rules and key not in self._due:
                self._due[key] = self._looked.get(key, 0.0) + self._apart
            if self._thread is None:
                self._thread = Thread(target=self._run, name="accord-control", daemon=True)
                self._thread.start()
            self._change.notify()

    def close(self) -> None:
        """Stop after what it is at."""
        with self._change:
            self._ended = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._change:
                while not self._ended and not self._ready() and not self._estimates.any():
                    waits = [at - monotonic() for at in self._due.values()]
                    self._change.wait(max(0.01, min(waits)) if waits else None)
                if self._ended:
                    return
                key = self._ready()
                if key is not None:
                    del self._due[key]
                    self._looked[key] = monotonic()
                    if len(self._looked) > 100_000:
                        self._looked.clear()
            try:
                if key is not None:
                    service.look(self._db, *key)
                if (project_id := self._estimates.next()) is not None:
                    estimating.estimate(self._db, project_id)
            except (AccordError, SQLAlchemyError):
                log.exception("somebody could not be looked at; the next try is when the server catches up")

    def _ready(self) -> tuple[int, int] | None:
        present = monotonic()
        return next((key for key, at in self._due.items() if at <= present), None)
