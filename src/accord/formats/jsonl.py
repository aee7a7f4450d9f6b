"""`jsonl`: one JSON object a line, UTF-8. Written, it is the full lineage: records, responses and consensus, a file each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pydantic_core import from_json

from accord.formats.format import ExportReport, Format
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.snapshot import CONSENSUS, INFO, RECORDS, RESPONSES, Snapshot
from accord.formats.text import LONGEST, line, loads

LOSES = (
    "who people are: each is a pseudonym of this project",
    "drafts, skips and answers that were revised since: the latest revision of each response is here",
)


Line = tuple[int, bytes | None]  # a line's number, from 1, and what it holds; None where that is too long to be read


def lines(source: opened) -> Iterator[Line]:
    """The lines that are not empty."""
    number = 0
    while raw := source.binary.readline(LONGEST + 1):
        number += 1
        if len(raw) > LONGEST:
            while raw and not raw.endswith(b"\n"):
                raw = source.binary.readline(LONGEST)
            yield number, None
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.strip():
            yield number, raw


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a line; empty lines are passed over, a line that is no object is refused."""
    return (row(number, raw) for number, raw in lines(source))


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
    return Row(number, data)


def looks(head: bytes) -> bool:
    """It begins with an object whose line ends where the object ends, or is still open where the look ends."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
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
