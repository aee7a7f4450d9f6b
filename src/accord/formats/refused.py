"""`refused`: the rows that an import refused, each with why (JSON Lines or CSV): written to be mended, and brought in again.

In JSON Lines `refused` stands before a row's own columns: its file, its row there, what is wrong (`message`, `pointer`, `code`) and the
known word that was probably meant (`nearest`). A row that could not be read at all has what stood there under `text`: mend it in
place. In CSV these are columns `refused.file` and so on. What is said under `refused` is not brought in.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from accord.formats import csv_, jsonl
from accord.formats.format import Format
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row, Said
from accord.formats.tables import FORMULA
from accord.formats.text import line, loads

MARK = "refused"
OWN = "refused.own"  # a column of the row itself that is called like the mark
TOLD = ("file", "row", "message", "nearest", "pointer", "code", "id")
LONGEST = 64 * 1024  # letters of a row that could not be read
CELLS = "json"  # names the columns of a row of CSV that hold JSON

Fault = Mapping[str, Any]


def marked(fault: Fault, row: Row | None, text: str = "") -> dict[str, Any]:
    """A refused row as it is written: why, then the row itself, or the text that stood in its place."""
    told: dict[str, Any] = {name: fault[name] for name in TOLD if fault.get(name) not in (None, "")}
    if row is None:
        return {MARK: {**told, **({"text": text[:LONGEST]} if text else {})}}
    if row.said is not None:
        told["said"] = asdict(row.said)
    return {MARK: told, **{OWN if name == MARK else name: cell for name, cell in row.data.items()}}


def write(rows: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Marked rows as JSON Lines."""
    with path.open("wb") as file:
        for row in rows:
            file.write(line(row))


def as_csv(path: Path) -> Iterator[bytes]:
    """What `write` wrote, as CSV that a spreadsheet opens, line by line; columns are found in a first pass."""
    columns: dict[str, None] = {}
    for flat in map(_flat, _lines(path)):
        columns |= dict.fromkeys(flat)
    first = [f"{MARK}.{name}" for name in ("file", "row", "message")]
    names = [*first, *(name for name in columns if name not in first)]
    out = _Line()
    writer = csv.DictWriter(out, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    yield b"\xef\xbb\xbf" + out.taken()
    for flat in map(_flat, _lines(path)):
        writer.writerow({name: _guarded(cell) for name, cell in flat.items()})
        yield out.taken()


class _Line:
    """A file that holds what was written since it was last looked at."""

    def __init__(self) -> None:
        self._parts: list[str] = []

    def write(self, text: str) -> None:
        self._parts.append(text)

    def taken(self) -> bytes:
        text, self._parts = "".join(self._parts), []
        return text.encode()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for raw in file:
            yield json.loads(raw)


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    out, nested = {}, []
    for name, cell in row[MARK].items():
        out[f"{MARK}.{name}"] = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    for name, cell in row.items():
        if name == MARK or cell is None:
            continue
        if not isinstance(cell, str):
            nested.append(name)
        out[name] = cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
    return {**out, **({f"{MARK}.{CELLS}": json.dumps(nested)} if nested else {})}


def _guarded(cell: str) -> str:
    """What a spreadsheet would run as a formula gets a `'`, and what looks so guarded one more."""
    return f"'{cell}" if cell.lstrip("'")[:1] in FORMULA and cell else cell


def read(source: opened) -> Iterator[Row | Refused]:
    """The rows as they were, with what was said of them."""
    if source.peek().removeprefix(jsonl.MARK).lstrip().startswith(b"{"):
        yield from (row if isinstance(row, Refused) else _unmarked(row) for row in jsonl.read(source))
        return
    for row in csv_.read(source):
        yield row if isinstance(row, Refused) else _unflat(row)


def _unmarked(row: Row) -> Row | Refused:
    told = row.data.get(MARK)
    told = told if isinstance(told, Mapping) else {}
    data = {MARK if name == OWN else name: cell for name, cell in row.data.items() if name != MARK}
    if not data:
        try:
            data = loads(str(told.get("text", "")))
        except ValueError as error:
            return Refused(row.number, "not-mended", f"nothing stands beside `{MARK}`, and its text is {error}")
        if not isinstance(data, dict):
            return Refused(row.number, "not-an-object", "a row is a JSON object with named columns")
    return Row(row.number, data, _said(told.get("said")))


def _unflat(row: Row) -> Row | Refused:
    try:
        told = {
            name.removeprefix(f"{MARK}."): cell
            for name, raw in row.data.items()
            if name.startswith(f"{MARK}.") and name != OWN and (cell := _plain(raw))
        }
        nested = set(loads(told.pop(CELLS, "[]")))
        cells = {
            name: _plain(cell) for name, cell in row.data.items() if name == OWN or not name.startswith(f"{MARK}.")
        }
        whole = {name: loads(cell) if name in nested else cell for name, cell in cells.items() if cell != ""}
        mark = {**told, **({"said": loads(told["said"])} if "said" in told else {})}
    except (ValueError, TypeError) as error:
        return Refused(row.number, "not-mended", f"a column that holds JSON is {error}")
    return _unmarked(Row(row.number, {MARK: mark, **whole}))


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in FORMULA and cell.strip("'") else cell


def _said(raw: Any) -> Said | None:
    try:
        suggestions = tuple(dict(one) for one in raw["suggestions"])
        responses = tuple((str(person), dict(answers), str(never)) for person, answers, never in raw["responses"])
        kept = raw["kept_as"]
        return Said(suggestions, responses, (str(kept[0]), str(kept[1])))
    except (TypeError, KeyError, ValueError, IndexError):
        return None


def looks(head: bytes) -> bool:
    """The mark before the first row's columns, or in the header."""
    first = head.removeprefix(jsonl.MARK).lstrip()
    if first.startswith(b"{"):
        return first[1:].lstrip().startswith(b'"refused"') and b'"message"' in first.partition(b"\n")[0]
    return first.startswith((b"refused.file", b'"refused.file"'))


def found(stream: BinaryIO, wanted: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Lines of a file by their numbers, which ascend."""
    at = iter(wanted)
    number = next(at, None)
    for block in jsonl.blocks(stream, jsonl.LONG, jsonl.LONG):
        for one, raw in jsonl.lines(block):
            while number is not None and number < one:
                number = next(at, None)
            if number is None:
                return
            if one == number:
                yield one, raw or b""


def grouped(faults: Iterable[Fault]) -> Iterator[tuple[int, list[Fault]]]:
    """Faults of a file by their row, in order."""
    yield from ((row, list(some)) for row, some in groupby(sorted(faults, key=_row), key=_row))


def _row(fault: Fault) -> int:
    return int(fault["row"])


FORMAT = Format(
    "refused",
    "rows that an import refused, mended",
    ("jsonl", "csv"),
    looks,
    read,
    particular=True,
    signs="says of each row why it was refused",
)
