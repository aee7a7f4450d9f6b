"""Plain JSON: what may be stored at all, whatever the question: finite numbers, real text, bounded depth."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from accord.schema.faults import Fault, segment

DEEPEST = 40
LARGEST = 2**53  # whole numbers beyond it change on their way through a browser
MOST_KEYS, LONGEST_KEY = 1000, 100  # that are remembered
_KEYS: set[str] = set()  # known to be text that may be stored


def check_plain(value: Any, pointer: str = "", depth: int = 0) -> Iterator[Fault]:
    """What neither database nor browser would keep as it is.

    >>> [f.code for f in check_plain({"a": [float("nan"), "x\\x00"]})]
    ['not-finite', 'bad-character']
    """
    if not depth and is_plain(value):
        return
    if depth > DEEPEST:
        yield Fault(pointer, "too-deep", f"nested deeper than {DEEPEST}")
    elif isinstance(value, str):
        yield from _check_text(value, pointer)
    elif isinstance(value, float):
        if not math.isfinite(value):
            yield Fault(pointer, "not-finite", "NaN and infinity are no numbers here")
    elif isinstance(value, int):
        if abs(value) > LARGEST:
            yield Fault(pointer, "too-large", "a whole number beyond 2^53; send it as text")
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if not isinstance(key, str):
                yield Fault(pointer, "not-json", f"the key {key!r} is no text")
                continue
            yield from _check_text(key, pointer)
            yield from check_plain(part, pointer + segment(key), depth + 1)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from check_plain(part, f"{pointer}/{index}", depth + 1)
    elif value is not None:
        yield Fault(pointer, "not-json", f"{type(value).__name__} is not JSON")


def is_plain(value: Any, depth: int = 0) -> bool:
    """The same question with yes or no: what nearly all values are, at a third of the cost.

    >>> is_plain({"a": [1, "x"]}), is_plain({"a": ["x\\x00"]})
    (True, False)
    """
    kind = type(value)
    if kind is str:
        return "\x00" not in value and (value.isascii() or _encodes(value))
    if kind is dict or kind is list:
        if depth > DEEPEST:
            return False
        parts = value
        if kind is dict:
            if not _KEYS.issuperset(value) and not all(map(_is_key, value)):
                return False
            parts = value.values()
        for part in parts:
            if type(part) is str:  # most are: looked at here, a call would cost more than the look
                if "\x00" in part or not (part.isascii() or _encodes(part)):
                    return False
            elif not is_plain(part, depth + 1):
                return False
        return True
    if kind is int:
        return bool(-LARGEST <= value <= LARGEST)
    if kind is float:
        return math.isfinite(value)
    return depth <= DEEPEST and (value is None or kind is bool)


def is_text(value: Any) -> bool:
    """Text that may be stored.

    >>> is_text("a"), is_text("\\x00"), is_text(1)
    (True, False, False)
    """
    return type(value) is str and "\x00" not in value and (value.isascii() or _encodes(value))


def _is_key(key: Any) -> bool:
    """Whether a key may be stored; the same few are in all records, so that they are looked at once."""
    if not is_text(key):
        return False
    if len(_KEYS) < MOST_KEYS and len(key) <= LONGEST_KEY:
        _KEYS.add(key)
    return True


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_text(text: str, pointer: str) -> Iterator[Fault]:
    if "\x00" in text:
        yield Fault(pointer, "bad-character", "text holds a NUL character")
    elif not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            yield Fault(pointer, "bad-character", "text holds half of a surrogate pair")
