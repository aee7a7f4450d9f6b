"""What an import would do, without doing it: what a file is and why, its first records as they would be, counts, faults."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.formats import Refused, Row, Unreadable, registry
from accord.formats.gathering import File, format_of, read
from accord.formats.making import Making
from accord.schema import Spec, check_record


@dataclass(slots=True)
class Rehearsed:
    """One file: `fit` and `refused` count the rows that were looked at, which are all of them where `complete`."""

    file: File
    format: str | None = None
    why: str = ""
    fit: int = 0
    refused: int = 0
    complete: bool = True
    records: list[dict[str, Any]] = field(default_factory=list)
    rows: list[Mapping[str, Any]] = field(default_factory=list)  # as the file has them
    faults: list[Refused] = field(default_factory=list)
    responses: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)
    mended: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is looked at, and how much of it is kept."""

    rows: int | None = None
    until: float = float("inf")  # of `time.monotonic`
    records: int = 1
    raw: int = 0
    faults: int = 20


def rehearse(file: File, format: str, mapping: Mapping[str, str], spec: Spec, bounds: Bounds = Bounds()) -> Rehearsed:
    """Look at one file; at least its first row, however late it is.

    Raises:
        Unreadable: it cannot be read as a whole.
    """
    found = Rehearsed(file, format_of(file, format))
    assert found.format is not None
    if format == "auto":
        found.why = registry()[found.format].signs
    making = Making(spec, mapping)
    for row in making.records(_bounded(found, bounds)):
        wrong = row if isinstance(row, Refused) else _fault(spec, row)
        if wrong is not None:
            found.refused += 1
            if len(found.faults) < bounds.faults:
                found.faults.append(wrong)
            continue
        found.fit += 1
        if isinstance(row, Row) and len(found.records) < bounds.records:
            found.records.append(dict(row.data))
    found.responses, found.kept, found.mended = making.hearing.heard, making.hearing.kept(), dict(making.mended)
    return found


def unreadable(file: File, error: Unreadable) -> Rehearsed:
    """One file among others that cannot be read."""
    return Rehearsed(file, refused=1, faults=[Refused(1, "unreadable", str(error))])


def _bounded(found: Rehearsed, bounds: Bounds) -> Iterator[Row | Refused]:
    assert found.format is not None
    for count, row in enumerate(read(found.file, found.format), 1):
        if (bounds.rows is not None and count > bounds.rows) or (count > 1 and time.monotonic() > bounds.until):
            found.complete = False
            return
        if isinstance(row, Row) and len(found.rows) < bounds.raw:
            found.rows.append(row.data)
        yield row


def _fault(spec: Spec, row: Row) -> Refused | None:
    record, faults = check_record(spec, row.data)
    if not faults:
        return None
    first = faults[0]
    return Refused(row.number, first.code, first.message, record.get("id"), first.pointer, first.nearest)
