"""The rows of files that an import refused, found again by their numbers: so that an import itself need not hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.formats import Unreadable, jsonl
from accord.formats.gathering import File, format_of, read
from accord.formats.opening import opened
from accord.formats.refused import found, grouped, marked
from accord.formats.rows import Refused, Row

Fault = Mapping[str, Any]
TEXTS = ("jsonl", "csv")  # formats of which a row's number is its line


def refused_rows(files: Sequence[File], format: str, faults: Sequence[Fault]) -> Iterator[dict[str, Any]]:
    """Each refused row marked with why, in the order of the files; a row with several faults is there once, with the first."""
    by_file: dict[str, list[Fault]] = {}
    for fault in faults:
        by_file.setdefault(fault["file"], []).append(fault)
    for file in files:
        if wanted := by_file.pop(file.name, None):
            yield from _of(file, format, wanted)


def _of(file: File, format: str, faults: Sequence[Fault]) -> Iterator[dict[str, Any]]:
    wanted = {row: some[0] for row, some in grouped(faults)}
    texts: dict[int, str] = {}
    try:
        name = format_of(file, format)
        if name == jsonl.FORMAT.name:  # without reading all others
            with opened(file.path) as source:
                for number, raw in found(source.binary, list(wanted)):
                    yield _line(wanted.pop(number), number, raw)
        else:
            for row in read(file, name):
                if isinstance(row, Row) and row.number in wanted:
                    yield marked(wanted.pop(row.number), row)
                if not wanted:
                    return
        if name in TEXTS and wanted:
            with opened(file.path) as source:
                texts = {number: raw.decode("utf-8", "replace") for number, raw in found(source.binary, list(wanted))}
    except Unreadable:  # which is the fault
        pass
    for number, fault in wanted.items():
        yield marked(fault, None, texts.get(number, ""))


def _line(fault: Fault, number: int, raw: bytes) -> dict[str, Any]:
    row = jsonl.row(number, raw)
    return marked(fault, None, raw.decode("utf-8", "replace")) if isinstance(row, Refused) else marked(fault, row)
