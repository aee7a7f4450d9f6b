"""`jsonl`: one JSON object a line, UTF-8. Written, it is the full lineage: records, responses and consensus, a file each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic_core import from_json

from accord.formats.format import ExportReport, Format
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.snapshot import CONSENSUS, INFO, RECORDS, RESPONSES, Snapshot
from accord.formats.text import LONGEST, line, loads, twice

LOSES = (
    "who people are: each is a pseudonym of this project",
    "drafts, skips and answers that were revised since: the latest revision of each response is here",
)


LONG = 64 * 1024  # bytes of lines that are read at once
MARK = b"\xef\xbb\xbf"

Line = tuple[int, bytes | None]  # a line's number, from 1, and what it holds; None where that is too long to be read
Block = tuple[int, bytes]  # whole lines, after the number of the first


def blocks(stream: BinaryIO, size: int, most: int) -> Iterator[Block]:
    """The file in blocks of about so many bytes, and so many lines at most; of a line that is too long, as much as shows it."""
    number, left = 1, b""  # lines beyond those that a block may hold begin the next one
    while raw := stream.read(max(size - len(left), 1)):
        if not raw.endswith(b"\n"):
            raw += (rest := stream.readline(LONGEST + 1))
            if len(rest) > LONGEST and not rest.endswith(b"\n"):
                raw += b"\n"
                while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
                    pass
        left += raw
        while (count := left.count(b"\n")) > most:
            end = _end(left, most)
            yield number, left[:end]
            number, left = number + most, left[end:]
        if len(left) >= size:
            yield number, left
            number, left = number + count, b""
    if left:
        yield number, left


def lines(block: Block) -> Iterator[Line]:
    """The lines of a block that are not empty."""
    number, raw = block
    for at, one in enumerate(raw.split(b"\n"), number):
        if len(one) > LONGEST:
            yield at, None
        elif one and not one.isspace():
            yield at, one if at > 1 else one.removeprefix(MARK)


def _end(raw: bytes, count: int) -> int:
    """Where so many of its lines end."""
    end = 0
    for _ in range(count):
        end = raw.index(b"\n", end) + 1
    return end


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a line; empty lines are passed over, a line that is no object is refused."""
    return rows(source.binary)


def rows(stream: BinaryIO) -> Iterator[Row | Refused]:
    """The same of any stream."""
    return (row(*one) for block in blocks(stream, LONG, LONG) for one in lines(block))


def row(number: int, raw: bytes | None) -> Row | Refused:
    """The row that a line is, or why it is none."""
    if raw is None:
        return Refused(number, "too-large", f"the line is longer than {LONGEST // 1024**2} MiB")
    try:
        data = from_json(raw, allow_inf_nan=False)
    except ValueError:  # the slower reader, because it says better what is wrong
        try:
            data = loads(raw.decode())
        except UnicodeDecodeError as error:
            return Refused(number, "not-utf8", f"not UTF-8 at byte {error.start + 1} of the line; save the file as UTF-8")  # fmt: skip
        except ValueError as error:
            return Refused(number, "not-json", str(error))
    if not isinstance(data, dict):
        return Refused(number, "not-an-object", "a row is a JSON object with named columns")
    if (key := twice(raw, data)) is not None:
        return given_twice(number, key)
    return Row(number, data)


def given_twice(number: int, key: str) -> Refused:
    """Which of the two is meant nobody knows."""
    return Refused(number, "duplicate-key", f"the key {key[:100]!r} is there twice in one object; take one out")


def looks(head: bytes) -> bool:
    """It begins with an object whose line ends where the object ends, or is still open where the look ends."""
    first = head.removeprefix(MARK).lstrip()
    if not first.startswith(b"{"):
        return False
    begun, end, _ = first.partition(b"\n")
    return not end or begun.rstrip().endswith(b"}")


def write(snapshot: Snapshot, folder: Path) -> ExportReport:
    """The snapshot's own files, byte for byte; of a preview, the lines that belong to it."""
    files = [folder / path.name for path in snapshot.files()]
    if snapshot.first is None:
        for path in snapshot.files():
            shutil.copyfile(path, folder / path.name)
        return ExportReport(tuple(files), snapshot.info["counts"]["responses"])
    count = 0
    (folder / INFO).write_bytes(line(snapshot.info))
    for name, rows in ((RECORDS, snapshot.records), (RESPONSES, snapshot.responses), (CONSENSUS, snapshot.consensus)):
        with (folder / name).open("wb") as file:
            for row in rows():
                file.write(line(row))
                count += name == RESPONSES
    return ExportReport(tuple(files), count)


FORMAT = Format(
    "jsonl",
    "JSON Lines, full lineage",
    ("jsonl", "ndjson"),
    looks,
    read,
    write,
    loses=LOSES,
    signs="has an object a line",
)
