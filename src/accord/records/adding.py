"""Records on their way in: checked one by one, stored by the chunk, counted; a row that does not fit stops nothing else."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection

from accord.formats.rows import Refused
from accord.ground.clock import now
from accord.records import queries
from accord.records.beside import Lines
from accord.records.checking import Checked, Item, check
from accord.schema import Spec

CHUNK = 2000  # records in one transaction: a person's submit waits for one chunk at most
LISTED = 10_000  # refused rows that a report lists; the rest it counts


@dataclass(slots=True)
class Report:
    """What became of the rows. `more` counts the refused ones beyond those listed."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)
    more: int = 0
    listed: int = LISTED

    def refuse(self, row: Refused) -> None:
        """Note a row that was not stored."""
        if len(self.refused) < self.listed:
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


def chunks(
    spec: Spec, items: Iterable[Item] | Lines, report: Report, size: int = CHUNK
) -> Generator[tuple[list[Checked], int]]:
    """Checked records by the chunk, each with the number of rows read so far; refused rows go to the report."""
    if isinstance(items, Lines):
        for fit, refused, number in items.checked(spec, size):
            for one in refused:
                report.refuse(one)
            yield fit, number
        return
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


def store(c: Connection, project_id: int, rows: list[Checked], regraded: list[str]) -> tuple[int, int, int]:
    """Upsert a chunk by key: how many are new, changed, as before. Of rows with one key the last one counts.

    The keys of records that were there and get another gold are added to `regraded`.
    """
    there = queries.known(c, project_id, [row.key for row in rows])
    if not there and len({row.key for row in rows}) == len(rows):  # nearly always
        queries.add(c, project_id, rows, now())
        return len(rows), 0, 0
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
    queries.add(c, project_id, list(fresh.values()), moment)
    queries.change(c, project_id, changed.values(), moment)
    return len(fresh), updated, unchanged
