"""A record as its row holds it: checked, written as JSON, hashed. No database here: other processes do it too (`beside.py`)."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic_core import to_json

from accord.formats.rows import Refused, Row
from accord.schema import Spec, check_record, plain_text

TITLE = 200

Item = Row | Refused | Mapping[str, Any]


class Checked(NamedTuple):
    """A record that fits, as its row holds it."""

    key: str
    body: str
    gold: str | None
    hash: str
    title: str


def check(spec: Spec, item: Item, number: int) -> Checked | Refused:
    """One record as its row holds it, or why it does not fit (its first fault, and how many more there are).

    Equal means written alike: the hash is over the stored JSON, in which the order of keys within a value counts.
    """
    if isinstance(item, Refused):
        return item
    raw = item
    if isinstance(item, Row):
        number, raw = item.number, item.data
    shape, faults = check_record(spec, raw)
    if faults:
        given = raw.get("id") if isinstance(raw, Mapping) else None
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        own = str(given)[:200] if isinstance(given, str | int) else None
        first = faults[0]
        return Refused(number, first.code, first.message + more, own, first.pointer, first.nearest)
    title = _title(plain_text(spec, shape, " "))
    key, gold = shape.pop("id"), shape.pop("gold", None)
    body = to_json(shape)
    known = to_json(gold) if gold is not None else b""
    hashed = blake2b(body + b"\n" + known, digest_size=20).hexdigest()
    return Checked(key, body.decode(), known.decode() or None, hashed, title)


def _title(text: str) -> str:
    """How it begins, in one line."""
    head = text[:TITLE]
    if head.isprintable() and "  " not in head and head.strip() == head:  # nothing between its words but single spaces
        return head
    begun = " ".join(text[: TITLE + 40].split())
    return (begun if len(begun) >= TITLE else " ".join(text[: 2 * TITLE].split()))[:TITLE]
