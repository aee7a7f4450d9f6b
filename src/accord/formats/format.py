"""What a format is: a name, the endings of its files, and how it is read or written. A module exposes `FORMAT`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accord.formats.opening import opened
    from accord.formats.rows import Refused, Row
    from accord.formats.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote and what it did not: `left_out` counts by reason, `listed` names the first records of each."""

    files: tuple[Path, ...]
    rows: int
    left_out: dict[str, int] = field(default_factory=dict)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()

    def json(self) -> dict[str, Any]:
        """As it goes over the wire; files by their names."""
        return {
            "files": [path.name for path in self.files],
            "rows": self.rows,
            "left_out": self.left_out,
            "listed": {reason: list(ids) for reason, ids in self.listed.items()},
            "notes": list(self.notes),
            "loses": list(self.loses),
        }


@dataclass(frozen=True, slots=True)
class Format:
    """One outside format. `sniff` looks at a file's first bytes; a format that is only written has neither it nor `read`.

    A `particular` format is one use of a general one (a published file that is JSON) and is looked for first; one with
    endings in `otherwise` takes any text, so that only the ending speaks for it, and for those only where nothing else fits.
    `signs` says what a file is recognised by, after "it".
    `write` puts a snapshot's files into a folder that is there; it holds no more than a few records at a time. What of a dataset
    has no place in the format is said by `loses`, a line each, which every export's report repeats.
    """

    name: str
    title: str
    extensions: tuple[str, ...] = ()
    sniff: Callable[[bytes], bool] | None = None
    read: Callable[[opened], Iterator[Row | Refused]] | None = None
    write: Callable[[Snapshot, Path], ExportReport] | None = None
    particular: bool = False
    otherwise: tuple[str, ...] = ()
    loses: tuple[str, ...] | None = None
    signs: str = ""
