"""How far each person has come in each stage: a hint that keeps a claim's cost the same however much the person has done."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from accord.ground.database import Database

REMEMBERED = 50_000
FRESH_SECONDS = 5  # how long a place in an order that moves is believed
Key = tuple[int, str, int]  # project, stage, person


class Cursors:
    """The rank of the last place each person was given, in memory only.

    A claim looks above it first, and from the first place on when nothing is left there; after a restart everybody begins at the
    first place again. Without it somebody who is ahead of all others would walk past everything they had, on every claim.
    """

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, OrderedDict[Key, tuple[int, float]]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, db: Database, key: Key, *, moving: bool = False) -> int:
        """The rank to look above; 0 when nothing is known, or when it is old in an order that is `moving`."""
        with self._lock:
            rank, at = self._kept.get(db, OrderedDict()).get(key, (0, 0.0))
        return 0 if moving and monotonic() - at > FRESH_SECONDS else rank

    def set(self, db: Database, key: Key, rank: int) -> None:
        """The person was given the place of this rank."""
        with self._lock:
            kept = self._kept.setdefault(db, OrderedDict())
            before, at = kept.get(key, (0, monotonic()))
            kept[key] = (rank, at if before else monotonic())
            kept.move_to_end(key)
            if len(kept) > REMEMBERED:
                kept.popitem(last=False)

    def forget(self, db: Database, key: Key) -> None:
        """The person gave something back: look from the first place on."""
        with self._lock:
            self._kept.get(db, OrderedDict()).pop(key, None)

    def forget_all(self, db: Database, project_id: int) -> None:
        """The order changed: everybody looks from the first place on."""
        with self._lock:
            for key in [one for one in self._kept.get(db, ()) if one[0] == project_id]:
                self._kept[db].pop(key, None)


CURSORS = Cursors()
