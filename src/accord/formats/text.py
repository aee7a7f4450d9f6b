"""JSON as text: strict on the way in (no NaN, no lone surrogates), one object a line on the way out."""

from __future__ import annotations

import json
import math
from typing import Any

from pydantic_core import to_json

LONGEST = 64 * 1024 * 1024  # bytes of one row


class NotPlain(ValueError):
    """JSON that no database keeps as it is."""


def _constant(word: str) -> Any:
    raise NotPlain(f"{word} is no JSON number")


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise NotPlain(f"{digits[:20]} is too large a number")
    return number


DECODER = json.JSONDecoder(parse_constant=_constant, parse_float=_number)


def loads(text: str) -> Any:
    """The value.

    Raises:
        ValueError: not JSON; the message says at which character.
    """
    try:
        return DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg.lower()} at character {error.pos + 1}") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


def twice(raw: bytes, value: Any) -> str | None:
    """A key that one object of this JSON gives twice, of which `value` keeps the last only.

    Written again, the value has as many colons as the text, unless a key is gone: looking costs a tenth of reading, and only where the
    two differ (`\\u003a`, too, is a colon) is the text read slowly.

    >>> twice(b'{"a": 1, "b": {"c": ":", "c": 2}}', {"a": 1, "b": {"c": 2}})
    'c'
    >>> twice(b'{"a": "\\\\u003a"}', {"a": ":"}) is None
    True
    """
    if raw.count(b":") == to_json(value, inf_nan_mode="constants").count(b":"):
        return None
    found: list[str] = []

    def one(pairs: list[tuple[str, Any]]) -> None:
        if len(pairs) != len({key for key, _ in pairs}):
            seen: set[str] = set()
            found.extend(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]

    try:
        json.loads(raw, object_pairs_hook=one)
    except (ValueError, RecursionError):
        return None  # whoever reads it says what is wrong
    return found[0] if found else None


def line(value: Any) -> bytes:
    """One line of JSON Lines, UTF-8. Two calls with equal values give equal bytes.

    >>> line({"a": "é"})
    b'{"a":"\\xc3\\xa9"}\\n'

    Raises:
        ValueError: NaN or infinity.
    """
    raw = to_json(value, inf_nan_mode="constants")  # five times faster than json's
    if b"NaN" in raw or b"Infinity" in raw:  # in a text, perhaps
        json.dumps(value, allow_nan=False)
    return raw + b"\n"
