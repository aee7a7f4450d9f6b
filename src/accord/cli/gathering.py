"""Many files as one stream of rows, numbered through: one import for a folder, whose report still finds each row in its file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from accord.cli.errors import BadInput
from accord.formats import Refused, Row, Unreadable, jsonl, open_rows, sniff

LARGE = 8 * 1024 * 1024  # bytes: lines of JSON beyond it are an import of their own, checked on several processes


def files_of(path: Path) -> list[Path]:
    """The file, or those in a folder, by name; what is hidden is passed over.

    Raises:
        BadInput: nothing is there.
    """
    if str(path) != "-" and not path.exists():
        raise BadInput(f"{path}: there is no such file")
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    if not found:
        raise BadInput(f"{path} is a folder without files")
    return found


@contextmanager
def as_file(path: Path) -> Iterator[Path]:
    """The file itself; what is piped in becomes one, as formats look at a beginning before they read."""
    if path.is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="accord-") as kept:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as piped:
            shutil.copyfileobj(piped, kept)
        kept.flush()
        yield Path(kept.name)


@contextmanager
def in_words(file: Path, name: str) -> Iterator[None]:
    """A file that cannot be read is bad input, by the name that it was given under."""
    try:
        yield
    except Unreadable as error:
        raise BadInput(str(error).replace(str(file), name)) from None


def format_of(file: Path, name: str, format: str) -> str:
    """The format's name, recognised where it is `auto`."""
    with in_words(file, name):
        return sniff(file) if format == "auto" else format


def read(file: Path, name: str, format: str) -> Iterator[Row | Refused]:
    """The rows of a file."""
    with in_words(file, name):
        yield from open_rows(file, format)


def batches(files: Sequence[Path], format: str) -> Iterator[list[Path]]:
    """What is brought in together: all files, but large ones of lines of JSON on their own."""
    together: list[Path] = []
    for path in files:
        if path.is_file() and path.stat().st_size > LARGE and _lines(path, format):
            if together:
                yield together
            yield [path]
            together = []
        else:
            together.append(path)
    if together:
        yield together


def _lines(path: Path, format: str) -> bool:
    try:
        return format_of(path, str(path), format) == jsonl.FORMAT.name
    except BadInput:  # it is said when the file's turn comes
        return False


class Gathered:
    """The rows of several files; `reached` hears how many files are done. One file among others that cannot be read is refused."""

    def __init__(
        self, files: Sequence[Path], format: str, reached: Callable[[int], None], places: Sequence[Path] | None = None
    ) -> None:
        self._files, self._format, self._reached = files, format, reached
        self._places = places or files  # where the bytes are of what is called so
        self._begins: list[int] = []

    def rows(self) -> Iterator[Row | Refused]:
        """Every row, under a number that no other has."""
        before = 0
        for done, (path, place) in enumerate(zip(self._files, self._places, strict=True)):
            self._begins.append(before)
            last = 1
            try:
                with as_file(place) as file:
                    for row in read(file, str(path), self._format):
                        number = row.row if isinstance(row, Refused) else row.number
                        last = max(last, number)
                        yield _numbered(row, before + number)
            except BadInput as error:
                if len(self._files) == 1:
                    raise
                yield Refused(before + 1, "unreadable", str(error))
            before += last
            self._reached(done + 1)

    def placed(self, refused: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refused rows by their file and their number in it, in their order."""
        told = []
        for one in sorted(refused, key=lambda one: one["row"]):
            at = max(bisect_left(self._begins, one["row"]) - 1, 0)
            told.append({**one, "row": one["row"] - self._begins[at], "file": str(self._files[at])})
        return told


def _numbered(row: Row | Refused, number: int) -> Row | Refused:
    if isinstance(row, Refused):
        return Refused(number, row.code, row.message, row.id, row.pointer)
    return row if row.number == number else Row(number, row.data, row.said)
