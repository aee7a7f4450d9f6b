"""A dataset's files as every writer reads them: records, responses and consensus in the order of the records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

if TYPE_CHECKING:
    from accord.schema import Spec

INFO, RECORDS, RESPONSES, CONSENSUS = "dataset.json", "records.jsonl", "responses.jsonl", "consensus.jsonl"


@dataclass(frozen=True)
class Judged:
    """One record with what people said about it: its responses (latest revisions) and its consensus, if there is one."""

    record: dict[str, Any]
    responses: list[dict[str, Any]]
    consensus: dict[str, Any] | None


class Snapshot:
    """The folder of one dataset. All three files are in the order of the records, so they are read side by side.

    `first` looks at no more than so many records, for previews.
    """

    def __init__(self, folder: Path, first: int | None = None) -> None:
        self.folder = folder
        self.first = first

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
        return islice(_lines(self.folder / RECORDS), self.first)

    def responses(self) -> Iterator[dict[str, Any]]:
        """The responses, in their shape; by record."""
        return self._belonging(RESPONSES)

    def consensus(self) -> Iterator[dict[str, Any]]:
        """`{"record", "answers", "confidence", "n", "tied", "stages", "responses"}`, by record."""
        return self._belonging(CONSENSUS)

    def _belonging(self, name: str) -> Iterator[dict[str, Any]]:
        rows = _lines(self.folder / name)
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


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for raw in file:
            yield from_json(raw)
