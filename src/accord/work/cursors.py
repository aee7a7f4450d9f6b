"""How far each person has come in each stage: a hint that keeps a claim's cost the same however much the person has done."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from accord.ground.database import Database

REMEMBERED = 50_000
Key = tuple[int, str, int]  # project, stage, person


class Cursors:
    """The rank of the last place each person was given, in memory only.

    A claim looks above it first, and from the first place on when nothing is left there; after a restart everybody begins at the
    first place again. Without it somebody who is ahead of all others would walk past everything they had, on every claim.
    """

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, OrderedDict[Key, int]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, db: Database, key: Key) -> int:
        """The rank to look above; 0 when nothing is known."""
        with self._lock:
            return self._kept.get(db, OrderedDict()).get(key, 0)

    def set(self, db: Database, key: Key, rank: int) -> None:
        """The person was given the place of this rank."""
        with self._lock:
            kept = self._kept.setdefault(db, OrderedDict())
            kept[key] = rank
            kept.move_to_end(key)
            if len(kept) > REMEMBERED:
                kept.popitem(last=False)

    def forget(self, db: Database, key: Key) -> None:
        """The person gave something back: look from the first place on."""
        with self._lock:
            self._kept.get(db, OrderedDict()).pop(key, None)


CURSORS = Cursors()
