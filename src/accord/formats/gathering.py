"""Many files as one stream of rows, numbered through: one import for a folder, whose report still finds each row in its file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accord.formats import Refused, Row, Unreadable, jsonl, rows_of, sniff
from accord.formats.opening import opened

LARGE = 8 * 1024 * 1024  # bytes: lines of JSON beyond it are an import of their own, checked on several processes
OFTEN = 100  # rows between two words of how far it is

Told = Callable[[int, int, int], None]  # rows read, files done, bytes read


@dataclass(frozen=True, slots=True)
class File:
    """A file by the name that people know it by, and where its bytes are."""

    name: str
    path: Path

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.path.stat().st_size


def nobody(rows: int, files: int, read: int) -> None:
    """Nobody listens."""


@contextmanager
def in_words(file: File) -> Iterator[None]:
    """A file that cannot be read is told by the name that it was given under."""
    try:
        yield
    except Unreadable as error:
        raise Unreadable(str(error).replace(str(file.path), file.name)) from None


def format_of(file: File, format: str) -> str:
    """The format's name, recognised where it is `auto`.

    Raises:
        Unreadable: no format knows it.
    """
    with in_words(file):
        return sniff(file.path) if format == "auto" else format


def read(file: File, format: str) -> Iterator[Row | Refused]:
    """The rows of a file.

    Raises:
        Unreadable: the file as a whole cannot be read.
    """
    with in_words(file), opened(file.path) as source:
        yield from rows_of(source, format)


def batches(files: Sequence[File], format: str) -> Iterator[list[File]]:
    """What is brought in together: all files, but large ones of lines of JSON on their own."""
    together: list[File] = []
    for file in files:
        if is_large(file, format):
            if together:
                yield together
            yield [file]
            together = []
        else:
            together.append(file)
    if together:
        yield together


def is_large(file: File, format: str) -> bool:
    """Whether these are lines of JSON that are worth several processes."""
    if file.size <= LARGE:
        return False
    try:
        return format_of(file, format) == jsonl.FORMAT.name
    except Unreadable:  # it is said when the file's turn comes
        return False


class Gathered:
    """The rows of several files; `told` hears how far it is. One file among others that cannot be read is refused."""

    def __init__(self, files: Sequence[File], format: str, told: Told = nobody) -> None:
        self._files, self._format, self._told = files, format, told
        self._begins: list[int] = []

    def rows(self) -> Iterator[Row | Refused]:
        """Every row, under a number that no other has."""
        before = count = behind = 0
        for done, file in enumerate(self._files):
            self._begins.append(before)
            last = 1
            try:
                with in_words(file), opened(file.path) as source:
                    for row in rows_of(source, self._format):
                        number = row.row if isinstance(row, Refused) else row.number
                        last, count = max(last, number), count + 1
                        yield _numbered(row, before + number)
                        if count % OFTEN == 0:
                            self._told(count, done, behind + source.seen)
            except Unreadable as error:
                if len(self._files) == 1:
                    raise
                yield Refused(before + 1, "unreadable", str(error))
            before += last
            behind += file.size
            self._told(count, done + 1, behind)

    def placed(self, refused: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refused rows by their file and their number in it, in their order."""
        told = []
        for one in sorted(refused, key=lambda one: one["row"]):
            at = max(bisect_left(self._begins, one["row"]) - 1, 0)
            told.append({**one, "row": one["row"] - self._begins[at], "file": self._files[at].name})
        return told


def _numbered(row: Row | Refused, number: int) -> Row | Refused:
    if isinstance(row, Refused):
        return replace(row, row=number)
    return row if row.number == number else Row(number, row.data, row.said)
