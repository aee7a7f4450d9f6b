"""Work in turns: a function that needs transactions one after the other yields each, and gets what it gave.

Whoever drives it decides how to wait: a thread by blocking (`waited`), the server's loop without one. So what thousands ask for at
once needs no thousand threads, and is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from sqlalchemy import Connection

from accord.ground.database import Database

T = TypeVar("T")
Work = Callable[[Connection], Any]
# what runs between two turns does not wait for anything: it may run on the loop
Turns = Generator[Work, Any, T]


def waited(db: Database, turns: Turns[T]) -> T:
    """The result, each turn in a transaction of its own; what goes wrong in one ends it all.

    >>> from accord.ground.database import connect
    >>> def counting(upto):
    ...     seen = []
    ...     for n in range(upto):
    ...         seen.append((yield lambda c: c.exec_driver_sql(f"SELECT {n}").scalar()))
    ...     return seen
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     db = connect(f"sqlite:///{folder}/accord.db")
    ...     print(waited(db, counting(3)))
    ...     db.close()
    [0, 1, 2]
    """
    given: Any = None
    while True:
        try:
            work = turns.send(given)
        except StopIteration as end:
            result: T = end.value
            return result
        given = db.write(work)
