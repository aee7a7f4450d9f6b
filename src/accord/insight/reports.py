"""Reports kept in memory by what they were made of; one is made once, even when several people ask at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
KEPT = 50  # reports for each database


class _Report:
    def __init__(self) -> None:
        self.lock, self.made = Lock(), False
        self.value: Any = None


class Reports:
    """Reports by owner (a database) and key. A report that fails is not kept."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Any, OrderedDict[Hashable, _Report]] = WeakKeyDictionary()
        self._lock = Lock()

    def get(self, owner: object, key: Hashable, make: Callable[[], T]) -> T:
        """The report of this key, made now if it is not there."""
        with self._lock:
            kept = self._kept.setdefault(owner, OrderedDict())
            report = kept.setdefault(key, _Report())
            kept.move_to_end(key)
            while len(kept) > KEPT:
                kept.popitem(last=False)
        with report.lock:
            if not report.made:
                report.value = make()
                report.made = True
            value: T = report.value
            return value
