"""Records on their way in: checked one by one, stored by the chunk, counted; a row that does not fit stops nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json
from sqlalchemy import Connection

from accord.formats.rows import Refused, Row
from accord.ground.clock import now
from accord.records import queries
from accord.schema import Spec, check_record, plain_text

CHUNK = 2000  # records in one transaction: a person's submit waits for one chunk at most
LISTED = 10_000  # refused rows that a report lists; the rest it counts
TITLE = 200

Item = Row | Refused | Mapping[str, Any]


class Checked(NamedTuple):
    """A record that fits, as its row holds it."""

    key: str
    body: str
    gold: str | None
    hash: str
    title: str


@dataclass(slots=True)
class Report:
    """What became of the rows. `more` counts the refused ones beyond those listed."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    more: int = 0

    def refuse(self, row: Refused) -> None:
        """Note a row that was not stored."""
        if len(self.refused) < LISTED:
            self.refused.append(row)
        else:
            self.more += 1

    def count(self, counts: tuple[int, int, int]) -> None:
        """Add what a chunk came to."""
        self.inserted += counts[0]
        self.updated += counts[1]
        self.unchanged += counts[2]

    def json(self) -> dict[str, Any]:
        """As it goes over the wire."""
        counts = {"inserted": self.inserted, "updated": self.updated, "unchanged": self.unchanged}
        return {**counts, "refused": [row.json() for row in self.refused], "refused_more": self.more}


def chunks(spec: Spec, items: Iterable[Item], report: Report, size: int = CHUNK) -> Iterator[tuple[list[Checked], int]]:
    """Checked records by the chunk, each with the number of rows read so far; refused rows go to the report."""
    waiting: list[Checked] = []
    number = 0
    for number, item in enumerate(items, 1):
        checked = check(spec, item, number)
        if isinstance(checked, Refused):
            report.refuse(checked)
            continue
        waiting.append(checked)
        if len(waiting) >= size:
            yield waiting, number
            waiting = []
    yield waiting, number


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
        return Refused(number, faults[0].code, faults[0].message + more, own, faults[0].pointer)
    title = " ".join(plain_text(spec, shape)[: 2 * TITLE].split())[:TITLE]
    key, gold = shape.pop("id"), shape.pop("gold", None)
    body = to_json(shape)
    known = to_json(gold) if gold is not None else b""
    hashed = blake2b(body + b"\n" + known, digest_size=20).hexdigest()
    return Checked(key, body.decode(), known.decode() or None, hashed, title)


def store(c: Connection, project_id: int, rows: list[Checked], regraded: list[str]) -> tuple[int, int, int]:
    """Upsert a chunk by key: how many are new, changed, as before. Of rows with one key the last one counts.

    The keys of records that were there and get another gold are added to `regraded`.
    """
    there = queries.known(c, project_id, [row.key for row in rows])
    fresh: dict[str, Checked] = {}
    changed: dict[str, Checked] = {}
    unchanged = updated = 0
    for row in rows:
        if row.key not in there:
            fresh[row.key] = row
        elif there[row.key] == row.hash:
            unchanged += 1
        else:
            updated += 1
            (fresh if row.key in fresh else changed)[row.key] = row
        there[row.key] = row.hash
    moment = now()
    golds = queries.golds(c, project_id, list(changed)) if changed else {}
    regraded += [key for key, row in changed.items() if golds[key] != (from_json(row.gold) if row.gold else None)]
    queries.add(c, project_id, fresh.values(), moment)
    queries.change(c, project_id, changed.values(), moment)
    return len(fresh), updated, unchanged
