"""What to do about rows that were refused: beside what and where, which the report says."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from accord.formats import Row, Unreadable, registry, sniff
from accord.formats.gathering import File, read
from accord.formats.guessing import guess
from accord.schema import Spec

MAPPED = ("missing-column", "no-field")
MOST = 3
LOOKED_AT = 50  # rows that a guess is made of


def advice(report: Mapping[str, Any], files: Sequence[File], format: str, spec: Spec) -> Iterator[str]:
    """A line for each thing that can be done; nothing where nothing was refused."""
    lost = report["refused"]
    if not lost:
        return
    named = {fault["file"]: fault.get("code") for fault in reversed(lost)}
    refused = [one for one in files if one.name in named]
    if any(fault.get("code") in MAPPED for fault in lost):
        yield "Say which column is which by --map FIELD=COLUMN, once for each; look at the first record by --dry-run."
        unfit = next((one for one in refused if named[one.name] in MAPPED), None)
        if unfit is not None and (guessed := _guessed(unfit, format, spec)):
            yield f"Perhaps: {guessed}"
    for file in refused[:MOST]:
        yield from _read_as(
            file, format, everything=not (report["inserted"] or report["updated"] or report["unchanged"])
        )


def _guessed(file: File, format: str, spec: Spec) -> str:
    """A mapping that may be meant, as it is written; "" where there is none."""
    try:
        rows = [row.data for row in islice(read(file, format), LOOKED_AT) if isinstance(row, Row)]
    except Unreadable:
        return ""
    pairs = (f"{target}={column}" for target, column in guess(spec, rows).items() if target != column)
    return " ".join(f"--map {shlex.quote(pair)}" for pair in pairs)


def _read_as(file: File, format: str, *, everything: bool) -> Iterator[str]:
    try:
        found = sniff(file.path)
    except Unreadable:
        found = ""
    name = file.name
    if format == "auto" and found:
        yield f"{name} was read as {found}, because it {registry()[found].signs}; --format names another."
    elif format != "auto" and found != format and everything:
        looks = f"looks like {found}: it {registry()[found].signs}" if found else "is in no format that Accord knows"
        yield f"{name} is not {format}, it seems; it {looks}. Leave --format out." if found else f"{name} {looks}."
