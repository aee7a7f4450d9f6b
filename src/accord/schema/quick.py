"""The plainest conditions without the library: `x.id == y.id && !done` over texts, doubles and truths.

What is asked of every element of a list is mostly that plain, and the library takes 60 microseconds for each where this takes one. It
answers only where CEL leaves no doubt; anything else (a part that is not there, two kinds of value) is the library's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Look = Callable[[Mapping[str, Any]], Any]
_KINDS = (str, float, bool)
# a list to go through is named, and would be copied into the library and back for each element
_RESULTS = (bool, list, dict)
_OTHER = ("null", "in")


class _Unsure(Exception):
    """The library has to say."""


def quick(tokens: Sequence[tuple[str, str]]) -> Look | None:
    """A condition's answer, or the list that is named, where it is plain, None where it is not; None at once where none of its answers would be.

    >>> same = quick([("name", "x"), ("op", "."), ("name", "id"), ("op", "=="), ("string", "'a'")])
    >>> same({"x": {"id": "a"}}), same({"x": {"id": "b"}}), same({"x": {"id": 1.0}}), same({"x": {}})
    (True, False, None, None)
    """
    reader = _Reader(tokens)
    try:
        look = reader.either()
    except _Unsure:
        return None
    if reader.at < len(tokens):
        return None

    def said(bindings: Mapping[str, Any]) -> Any:
        try:
            found = look(bindings)
        except _Unsure:
            return None
        return found if type(found) in _RESULTS else None

    return said


class _Reader:
    """Tokens as one function of bindings."""

    def __init__(self, tokens: Sequence[tuple[str, str]]) -> None:
        self.tokens, self.at = tokens, 0

    def either(self) -> Look:
        """One or more joined by ||."""
        parts = [self.both()]
        while self._next("||"):
            parts.append(self.both())
        return _joined(parts, any)

    def both(self) -> Look:
        """One or more joined by &&."""
        parts = [self.one()]
        while self._next("&&"):
            parts.append(self.one())
        return _joined(parts, all)

    def one(self) -> Look:
        """A comparison, a truth, or what is in brackets; maybe not."""
        if self._next("!"):
            inner = self.one()
            return lambda bindings: not _truth(inner(bindings))
        if self._next("("):
            inner = self.either()
            if not self._next(")"):
                raise _Unsure
            return inner
        first = self.term()
        if self._next("=="):
            return _same(first, self.term(), True)
        return _same(first, self.term(), False) if self._next("!=") else first

    def term(self) -> Look:
        """A text, or a name with its parts."""
        kind, text = self._take()
        if kind == "string" and "\\" not in text and text[0] != "r":
            inside = text[1:-1]
            return lambda bindings: inside
        if text in ("true", "false"):
            truth = text == "true"
            return lambda bindings: truth
        if kind != "name" or text in _OTHER:
            raise _Unsure
        keys = []
        while self._next("."):
            kind, key = self._take()
            if kind != "name":
                raise _Unsure
            keys.append(key)
        return _named(text, keys)

    def _next(self, text: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("op", text):
            self.at += 1
            return True
        return False

    def _take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise _Unsure
        self.at += 1
        return self.tokens[self.at - 1]


def _named(name: str, keys: Sequence[str]) -> Look:
    def look(bindings: Mapping[str, Any]) -> Any:
        value = bindings.get(name)
        for key in keys:
            if type(value) is not dict or key not in value:
                raise _Unsure
            value = value[key]
        return value

    return look


def _same(first: Look, second: Look, wanted: bool) -> Look:
    def look(bindings: Mapping[str, Any]) -> bool:
        one, other = first(bindings), second(bindings)
        if type(one) is not type(other) or type(one) not in _KINDS:
            raise _Unsure
        return (one == other) is wanted

    return look


def _joined(parts: Sequence[Look], join: Callable[[Any], bool]) -> Look:
    """All are looked at, so that one that is unsure is not passed over."""
    if len(parts) == 1:
        return parts[0]
    return lambda bindings: join([_truth(part(bindings)) for part in parts])


def _truth(value: Any) -> bool:
    if value is True or value is False:
        return value
    raise _Unsure
