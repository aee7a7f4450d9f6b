"""Reports that read everything, kept as they were made: the newest only, and made again no oftener than they are worth.

A report is made again when something changed and it is older than thirty times what it took: so that a page which asks every few seconds
costs a thirtieth of a processor at most, whatever the project's size. `made_at` says how old it is.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from accord.ground.clock import now

T = TypeVar("T")
WORTH = 30
KEPT = 30  # reports for each database


@dataclass(slots=True)
class Made(Generic[T]):
    """A report and when it was made."""

    value: T
    made_at: datetime


@dataclass(slots=True)
class _Kept:
    lock: Lock = field(default_factory=Lock)
    state: Hashable = None
    made: Made[Any] | None = None
    until: float = 0.0


class Fresh:
    """Reports by owner (a database) and key."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, OrderedDict[Hashable, _Kept]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, owner: object, key: Hashable, state: Hashable, make: Callable[[], T]) -> Made[T]:
        """The report of this key: as it was kept if nothing changed or it is young enough, else made now."""
        with self._lock:
            ours = self._kept.setdefault(owner, OrderedDict())
            kept = ours.setdefault(key, _Kept())
            ours.move_to_end(key)
            while len(ours) > KEPT:
                ours.popitem(last=False)
        with kept.lock:
            if kept.made is None or (kept.state != state and time.monotonic() >= kept.until):
                start = time.monotonic()
                kept.made, kept.state = Made(make(), now()), state
                kept.until = time.monotonic() + WORTH * (time.monotonic() - start)
            made: Made[T] = kept.made
            return made

    def forget(self, owner: object) -> None:
        """Make everything of this owner again when it is next asked for."""
        with self._lock:
            self._kept.pop(owner, None)


FRESH = Fresh()
