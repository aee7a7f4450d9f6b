"""Reads the parameters of a YAML mapping one by one, collecting faults; what nobody asked for is an unknown key."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from accord.schema.faults import Fault, nearest, segment

# in a schema, what a text is: one of these names, or words that begin with one. `fields`, `questions`, `earlier` (the questions
# before this one) and `stages` stand for the project's own; any other word for itself
NAMES = "x-names"
BEGINS = "x-begins"
_shapes: ContextVar[dict[str, Any] | None] = ContextVar("_shapes", default=None)


@contextmanager
def recorded() -> Iterator[dict[str, Any]]:
    """Within it, the next `Parameters` writes down what it is asked for, as JSON Schema properties: what is read is what is documented.

    >>> with recorded() as properties:
    ...     _ = Parameters({}).whole("max", 3, 1, 9)
    >>> properties
    {'max': {'type': 'integer', 'minimum': 1, 'maximum': 9, 'default': 3}}
    """
    properties: dict[str, Any] = {}
    token = _shapes.set(properties)
    try:
        yield properties
    finally:
        _shapes.reset(token)


class Parameters:
    """One mapping being read. Each `read` names a key that is known; `faults()` adds the keys that nobody named.

    >>> p = Parameters({"min": 1, "mx": 5})
    >>> p.number("min", 0.0), p.number("max", 10.0)
    (1, 10.0)
    >>> [f.nearest for f in p.faults()]
    ['max']
    """

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw
        self._known: list[str] = []
        self._faults: list[Fault] = []
        self._shapes = _shapes.get()
        _shapes.set(None)  # parameters within parameters are not the type's own

    def fault(self, key: str, code: str, message: str, near: str | None = None) -> None:
        """Say that the value of this key does not fit."""
        self._faults.append(Fault(segment(key) if key else "", code, message, near))

    def add(self, faults: Sequence[Fault]) -> None:
        """Faults found further down, their pointers already from here."""
        self._faults += faults

    def faults(self) -> list[Fault]:
        """Everything found, with the unknown keys."""
        unknown = [
            Fault(segment(key), "unknown-key", f"{key!r} is not known here", nearest(str(key), self._known))
            for key in self._raw
            if key not in self._known
        ]
        return self._faults + unknown

    def value(self, key: str, default: Any = None, shape: Mapping[str, Any] | None = None) -> Any:
        """The value as it is; `shape` says in JSON Schema what it should be."""
        self._known.append(key)
        if self._shapes is not None:
            bare = {} if default in (None, "", [], {}) else {"default": default}
            self._shapes[key] = {**(shape or {}), **bare}
        found = self._raw.get(key)
        return default if found is None else found

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        found = self.value(key, default, {"type": "boolean"})
        if isinstance(found, bool):
            return found
        self.fault(key, "not-a-boolean", f"{found!r} is neither true nor false")
        return default

    def number(self, key: str, default: float) -> float:
        """A finite number, as it was written."""
        found = self.value(key, default, {"type": "number"})
        if isinstance(found, int | float) and not isinstance(found, bool) and math.isfinite(found):
            return found
        self.fault(key, "not-a-number", f"{found!r} is no number")
        return default

    def whole(self, key: str, default: int | None, least: int = 0, most: int = 2**31) -> int | None:
        """A whole number from `least` to `most`."""
        found = self.value(key, default, {"type": "integer", "minimum": least, "maximum": most})
        if found is None:
            return None
        if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most:
            return found
        self.fault(key, "not-a-whole-number", f"{found!r} is no whole number of at least {least}")
        return default

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        found = self.value(key, default, {"type": "string"})
        if isinstance(found, str):
            return found
        self.fault(key, "not-text", f"{found!r} is no text; put it in quotes")
        return default

    def one_of(self, key: str, options: Sequence[str], default: str) -> str:
        """One of these words."""
        found = self.value(key, default, {"enum": list(options)})
        if isinstance(found, str) and found in options:
            return str(found)
        near = nearest(found, options) if isinstance(found, str) else None
        self.fault(key, "unknown-option", f"{found!r} is not one of {', '.join(options)}", near)
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of different, non-empty strings."""
        found = self.value(key, [], {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True})
        if not isinstance(found, list) or not all(isinstance(item, str) and item for item in found):
            self.fault(key, "not-a-list-of-text", f"{key} is a list of texts")
            return ()
        if len(set(found)) < len(found):
            twice = next(item for item in found if found.count(item) > 1)
            self.fault(key, "duplicate", f"{twice!r} is there twice")
        return tuple(dict.fromkeys(found))
