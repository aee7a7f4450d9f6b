"""A row that was read, or why one was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a row in another place, by the names that its questions have there.

    A suggestion is one of a record's. A response is who gave it, its answers, and why it is none to count (a draft), if it is not.
    `kept_as`: where the row itself holds them.
    """

    suggestions: tuple[Mapping[str, Any], ...] = ()
    responses: tuple[tuple[str, Mapping[str, Any], str], ...] = ()
    kept_as: tuple[str, str] = ("suggestions", "responses")


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is where to find it: the line of a JSONL or CSV file, the place (from 1) in JSON and Parquet."""

    number: int
    data: Mapping[str, Any]
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """One row that does not fit, and why; the rows after it are read all the same."""

    row: int
    code: str
    message: str
    id: str | None = None
    pointer: str = ""
    nearest: str | None = None  # the known word that was probably meant

    def json(self) -> dict[str, Any]:
        """As reports carry it."""
        return asdict(self)
