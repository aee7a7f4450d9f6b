"""Finishes deletions beside the requests: one thread for each database, while there is something to do."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event, Lock, Thread

from sqlalchemy.exc import SQLAlchemyError

from accord.deleting import service
from accord.ground.database import Database
from accord.ground.errors import AccordError

log = logging.getLogger("accord.deleting")


class Finishing:
    """Told that something was marked, or asked to look; `close` stops after the transaction that it is at."""

    def __init__(self, db: Database, home: Path) -> None:
        self._db, self._home = db, home
        self._ended, self._lock = Event(), Lock()
        self._thread: Thread | None = None

    def look(self) -> None:
        """Go on with what is marked, if anything is."""
        with self._lock:
            if self._ended.is_set() or (self._thread is not None and self._thread.is_alive()):
                return
            if service.pending(self._db):
                self._thread = Thread(target=self._run, name="accord-deleting", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """The server ends; the next one goes on."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            while not self._ended.is_set() and service.pending(self._db):
                service.finish(self._db, self._home, ended=self._ended.is_set)
        except (AccordError, SQLAlchemyError, OSError, RuntimeError):  # or the database is closed
            log.exception("a deleted project could not be taken away; the next try is in a minute")
