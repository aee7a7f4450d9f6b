"""The process that does a job: reads its task from a line, says how far it is a line at a time, then what came of it.

A process of its own, because Python runs one thread at a time: a computation in the server would slow every claim. It ends when its
input does, so none stays behind, however the server goes; asked to stop (SIGTERM) it tidies up after itself.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from accord.ground.database import connect
from accord.ground.errors import AccordError
from accord.jobs.task import KINDS, Made, Task
from accord.people.service import Caller

OFTEN = 0.2  # seconds between two words of progress
GIVES_WAY = 10  # of niceness: the server comes first
TIDY = 2.0  # seconds to tidy up in, once the server is gone


class _Telling:
    def __init__(self, answers: int) -> None:
        self._answers, self._last, self._step = answers, 0.0, ""

    def __call__(self, done: int, total: int, step: str) -> None:
        if step != self._step or time.monotonic() - self._last >= OFTEN:
            self._last, self._step = time.monotonic(), step
            self.say({"done": done, "total": total, "step": step})

    def say(self, what: dict[str, Any]) -> None:
        """One line."""
        raw = json.dumps(what, ensure_ascii=True, allow_nan=False, default=str).encode() + b"\n"
        while raw:
            raw = raw[os.write(self._answers, raw) :]


def main() -> None:
    """Do one job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # ctrl+c is for who asked
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    given = json.loads(sys.stdin.buffer.readline())
    answers = os.dup(1)
    os.dup2(2, 1)  # what a plug-in prints is no answer
    Thread(target=_watch, daemon=True).start()
    telling = _Telling(answers)
    db = connect(given["database"])
    try:
        module, _, function = KINDS[given["kind"]].partition(":")
        home, folder = Path(given["home"]), Path(given["folder"])
        task = Task(db, home, Caller(**given["caller"]), given["project"], given["options"], folder, telling)
        made: Made = getattr(import_module(module), function)(task)
        telling.say({"result": made.result, "made_of": made.made_of})
    except AccordError as error:
        telling.say({"failed": "; ".join([error.title, *(fault.message for fault in error.faults[:3])])})
    except Exception:
        logging.getLogger("accord.jobs").exception("a job failed: %s of %s", given["kind"], given["project"])
        telling.say({"failed": "Something went wrong here. The server's log says more"})
    finally:
        db.close()


def _watch() -> None:
    """Nothing more comes in: whoever asked is gone."""
    while os.read(0, 1024):  # not by the buffer, whose lock the end of this process could not get
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(TIDY)
    os._exit(1)


if __name__ == "__main__":
    main()
