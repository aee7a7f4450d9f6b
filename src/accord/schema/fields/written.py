"""JSON as both sides write it: the text of an element that holds data is the same in Python and in the browser, or marks in it would slip."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_HIGHEST_INDEX = 2**32 - 2


def written(value: Any) -> str:
    """The value in one line: keys in the order that a browser gives them, numbers as a browser writes them.

    >>> written({"b": 1.0, "2": [True, None, 1e-7], "1": "é"})
    '{"1": "é", "2": [true, null, 1e-7], "b": 1}'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(str(key))}: {written(part)}" for key, part in in_order(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    return _text(value) if isinstance(value, str) else json.dumps(value)


def in_order(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The members as a browser has them: those whose keys are whole numbers first, by number.

    >>> [key for key, _ in in_order({"b": 0, "10": 0, "2": 0, "02": 0})]
    ['2', '10', 'b', '02']
    """
    numbered = [key for key in value if _is_index(key)]
    if not numbered:
        return list(value.items())
    rest = [key for key in value if not _is_index(key)]
    return [(key, value[key]) for key in (*sorted(numbered, key=int), *rest)]


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and int(key) <= _HIGHEST_INDEX


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(number: float) -> str:
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    shortest = repr(number)
    if 1e-6 <= abs(number) < 1e21:
        return format(Decimal(shortest), "f")
    mantissa, _, exponent = shortest.partition("e")
    return f"{mantissa}e{int(exponent):+d}"
