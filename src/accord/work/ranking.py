"""The order of a stage as a number for each place, smaller first, so that one index serves every order. Pure.

A rank holds what the order goes by in its upper bits and the record's number in its lower ones: equals come as the records came.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

LOW = 36  # bits for the record's number: ties among more than 68 thousand million records are not in order
HIGHEST = 1_000_000  # priorities lie between this and its negative
LAST = 1 << 26  # of what an order goes by: after everything that has it
MINUTE = 60


def rank(order: str, record: int, body: Mapping[str, Any], stage: str = "", first: int | None = None) -> int:
    """Where a record that nobody has answered comes in this order. `first`: the rank that its batch begins at.

    >>> urgent, usual = {"meta": {"priority": 9}}, {}
    >>> rank("priority", 8, urgent) < rank("priority", 7, usual) < rank("priority", 9, usual)
    True
    >>> rank("deadline", 8, {"meta": {"deadline": "2026-03-01"}}) < rank("deadline", 7, {})
    True
    """
    if order == "priority":
        return _join(HIGHEST - round(_number(body, "priority")), record)
    if order == "deadline":
        return _join(_minutes(body.get("meta", {}).get("deadline")), record)
    if order == "uncertainty":
        return unsure(_suggested(body), record)
    if order == "random":
        return int.from_bytes(blake2b(f"{stage} {record}".encode(), digest_size=8).digest()) >> 2
    if order == "batch":
        return (record << 20 if first is None else first) + (record & ((1 << 20) - 1))
    return record


def unsure(confidence: float, record: int) -> int:
    """The rank of a record of which so much is known (0: nothing): the least known first.

    >>> unsure(0.2, 9) < unsure(0.9, 1)
    True
    """
    return _join(round(min(1.0, max(0.0, confidence)) * 1_000_000), record)


def _join(key: int, record: int) -> int:
    return (key << LOW) | (record & ((1 << LOW) - 1))


def _number(body: Mapping[str, Any], key: str) -> float:
    given = body.get("meta", {}).get(key)
    if isinstance(given, bool) or not isinstance(given, int | float):
        return 0.0
    return max(-HIGHEST, min(HIGHEST, given))


def _minutes(given: Any) -> int:
    """Minutes since 1970; what is no moment comes last."""
    if not isinstance(given, str):
        return LAST
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        return LAST
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0, min(LAST - 1, int(at.timestamp() // MINUTE)))


def _suggested(body: Mapping[str, Any]) -> float:
    """How sure the machine is that suggested the least surely; 0 where none says."""
    scores = [one.get("score") for one in body.get("suggestions", []) if isinstance(one, Mapping)]
    known = [one for one in scores if isinstance(one, int | float) and not isinstance(one, bool)]
    return min(known, default=0.0)
