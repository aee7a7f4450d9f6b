"""Jobs that this server runs: a process each, and a thread that passes on how far it is and stops it when somebody asks."""

from __future__ import annotations

import json
import logging
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import AccordError
from accord.jobs import queries

log = logging.getLogger("accord.jobs")
LOOKS = 0.2  # seconds between two looks at whether it should stop
BEATS = 0.5  # seconds between two words to the database
TIDY = 0.5  # seconds that a process has to tidy up after itself, once it is asked to stop
KEPT = 5  # jobs of a kind that a project keeps, and their files
RESTARTED = "Stopped by a restart of the server; start it again"
STOPPED = "Stopped"


class Runner(Thread):
    """One job while it runs."""

    def __init__(self, db: Database, number: int, about: tuple[int, str], task: dict[str, Any]) -> None:
        super().__init__(name=f"accord-job-{number}", daemon=True)
        self._db, self._number, self._about, self._task = db, number, about, task
        self._stop_asked, self._why = Event(), STOPPED
        self._far: tuple[int, int, str] = (0, 0, "")
        self._answer: Mapping[str, Any] = {}

    def stop(self, why: str = STOPPED) -> None:
        """It ends within a second."""
        self._why = why
        self._stop_asked.set()

    def run(self) -> None:
        """Do it, whatever happens to be noted."""
        folder = Path(self._task["folder"])
        code: int | None = None
        try:
            code = self._work()
        except (OSError, AccordError, SQLAlchemyError, RuntimeError):  # or the database is closed
            log.exception("job %s cannot be run", self._number)
        try:
            if "result" in self._answer:
                self._end("done", result=self._answer["result"], made_of=self._answer["made_of"], done=self._far[1])
            else:
                shutil.rmtree(folder, ignore_errors=True)
                if self._stop_asked.is_set():
                    self._end("stopped", message=self._why)
                else:
                    gone = f"The process that did it ended with exit code {code}; the server's log may say why"
                    self._end("failed", message=self._answer.get("failed", gone))
        except (AccordError, SQLAlchemyError, RuntimeError):  # it will be seen as lost
            log.exception("the end of job %s cannot be noted", self._number)
        finally:
            RUNNING.forget(self._db, self._number)

    def _work(self) -> int:
        where = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        command = [sys.executable, "-m", "accord.jobs.beside"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=where) as child:
            try:
                assert child.stdin is not None
                child.stdin.write(json.dumps(self._task).encode() + b"\n")
                child.stdin.flush()
                self._listen(child)
            finally:
                if child.poll() is None:
                    child.terminate()
                    try:
                        child.wait(TIDY)
                    except subprocess.TimeoutExpired:
                        child.kill()
                with suppress(BrokenPipeError):
                    child.stdin.close()
        return child.returncode

    def _listen(self, child: subprocess.Popen[bytes]) -> None:
        """Until it has said all, or should stop."""
        assert child.stdout is not None
        said, beaten = b"", time.monotonic()
        while not self._stop_asked.is_set():
            ready, _, _ = select.select([child.stdout], [], [], LOOKS)
            if ready:
                chunk = os.read(child.stdout.fileno(), 1 << 20)
                if not chunk:
                    child.wait()
                    return
                *lines, said = (said + chunk).split(b"\n")
                for line in lines:
                    self._heard(json.loads(line))
            if time.monotonic() - beaten >= BEATS and not self._answer:
                beaten = time.monotonic()
                self._beat()

    def _heard(self, told: dict[str, Any]) -> None:
        if "step" in told:
            self._far = (told["done"], told["total"], told["step"])
        else:
            self._answer = told

    def _beat(self) -> None:
        done, total, step = self._far
        try:
            asked = self._db.write(lambda c: queries.beat(c, self._number, done, total, step, now()))
        except AccordError:  # no room, or away for a moment: the work goes on
            log.exception("how far job %s is cannot be noted", self._number)
            return
        if asked is not False:
            self.stop(STOPPED)

    def _end(self, state: str, **values: Any) -> None:
        done, total, step = self._far
        project, kind = self._about

        def work(c: Connection) -> list[int]:
            queries.end(c, self._number, state, now(), **{"done": done, "total": total, "step": step, **values})
            return queries.forget(c, project, kind, KEPT)

        for old in self._db.write(work):
            shutil.rmtree(Path(self._task["home"]) / "jobs" / str(old), ignore_errors=True)


class Running:
    """Those that run in this process, by database."""

    def __init__(self) -> None:
        self._runners: WeakKeyDictionary[Database, dict[int, Runner]] = WeakKeyDictionary()
        self._lock = Lock()

    def start(self, db: Database, number: int, about: tuple[int, str], task: dict[str, Any]) -> None:
        """Run it."""
        runner = Runner(db, number, about, task)
        with self._lock:
            self._runners.setdefault(db, {})[number] = runner
        runner.start()

    def stop(self, db: Database, number: int) -> None:
        """Stop it, if it runs here."""
        with self._lock:
            runner = self._runners.get(db, {}).get(number)
        if runner is not None:
            runner.stop()

    def forget(self, db: Database, number: int) -> None:
        """It is over."""
        with self._lock:
            self._runners.get(db, {}).pop(number, None)

    def close(self, db: Database) -> None:
        """The server ends: stop them all, and wait for it."""
        with self._lock:
            runners = list(self._runners.get(db, {}).values())
        for runner in runners:
            runner.stop(RESTARTED)
        for runner in runners:
            runner.join()


RUNNING = Running()
