"""The time, in one replaceable place, always aware and in UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The current moment, in UTC.

    >>> now().tzinfo is UTC
    True
    """
    return _source()


def set_source(source: Callable[[], datetime] | None) -> None:
    """Replace where time comes from (tests); None puts the system clock back."""
    global _source
    _source = source or _system
