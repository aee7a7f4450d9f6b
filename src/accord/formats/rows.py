"""A row that was read, or why one was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is where to find it: the line of a JSONL or CSV file, the place (from 1) in JSON and Parquet."""

    number: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """One row that does not fit, and why; the rows after it are read all the same."""

    row: int
    code: str
    message: str
    id: str | None = None
    pointer: str = ""

    def json(self) -> dict[str, Any]:
        """As reports carry it."""
        return asdict(self)
