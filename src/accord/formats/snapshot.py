"""A dataset's files as every writer reads them: records, responses and consensus in the order of the records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

if TYPE_CHECKING:
    from accord.schema import Spec

OFTEN = 100  # lines between two words of progress
INFO, RECORDS, RESPONSES, CONSENSUS = "dataset.json", "records.jsonl", "responses.jsonl", "consensus.jsonl"


@dataclass(frozen=True)
class Judged:
    """One record with what people said about it: its responses (latest revisions) and its consensus, if there is one."""

    record: dict[str, Any]
    responses: list[dict[str, Any]]
    consensus: dict[str, Any] | None


class Snapshot:
    """The folder of one dataset. All three files are in the order of the records, so they are read side by side.

    `first` looks at no more than so many records, for previews. `told` hears how many bytes were read, and of how many: what a
    writer reads twice counts once, what it leaves alone stays.
    """

    def __init__(
        self, folder: Path, first: int | None = None, told: Callable[[int, int], None] = lambda done, total: None
    ) -> None:
        self.folder = folder
        self.first = first
        self._told = told
        self._reached: dict[str, int] = {}

    @cached_property
    def info(self) -> dict[str, Any]:
        """What `dataset.json` says: project, version, hash, counts, recipe, spec, guideline versions."""
        return dict(json.loads((self.folder / INFO).read_text(encoding="utf-8")))

    @cached_property
    def spec(self) -> Spec:
        """The project as it was."""
        from accord.schema import parse_json

        return parse_json(self.info["spec"])

    def files(self) -> list[Path]:
        """Its files, in a fixed order."""
        return [self.folder / name for name in (INFO, RECORDS, RESPONSES, CONSENSUS)]

    def records(self) -> Iterator[dict[str, Any]]:
        """The records, in their shape."""
        return islice(self._lines(RECORDS), self.first)

    def responses(self) -> Iterator[dict[str, Any]]:
        """The responses, in their shape; by record."""
        return self._belonging(RESPONSES)

    def consensus(self) -> Iterator[dict[str, Any]]:
        """`{"record", "answers", "confidence", "n", "tied", "stages", "responses"}`, by record."""
        return self._belonging(CONSENSUS)

    def _belonging(self, name: str) -> Iterator[dict[str, Any]]:
        rows = self._lines(name)
        if self.first is None:
            return rows
        shown = {record["id"] for record in self.records()}
        return takewhile(lambda row: row["record"] in shown, rows)

    def judged(self) -> Iterator[Judged]:
        """Record by record, whatever the dataset's size."""
        by_record = groupby(self.responses(), key=lambda row: row["record"])
        agreed = self.consensus()
        waiting, group = next(by_record, (None, iter(())))
        row = next(agreed, None)
        for record in self.records():
            said: list[dict[str, Any]] = []
            if waiting == record["id"]:
                said = list(group)
                waiting, group = next(by_record, (None, iter(())))
            consensus = None
            if row is not None and row["record"] == record["id"]:
                consensus, row = row, next(agreed, None)
            yield Judged(record, said, consensus)

    @cached_property
    def _size(self) -> int:
        return sum((self.folder / name).stat().st_size for name in (RECORDS, RESPONSES, CONSENSUS))

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        behind = 0
        with (self.folder / name).open("rb") as file:
            for number, raw in enumerate(file, 1):
                yield from_json(raw)
                behind += len(raw)
                if number % OFTEN == 0:
                    self._reached[name] = max(self._reached.get(name, 0), behind)
                    self._told(sum(self._reached.values()), self._size)
