"""What to do about rows that were refused: beside what and where, which the report says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from accord.formats import Unreadable, registry, sniff

MAPPED = ("missing-column", "no-field")
MOST = 3


def advice(report: Mapping[str, Any], files: Sequence[Path], format: str) -> Iterator[str]:
    """A line for each thing that can be done; nothing where nothing was refused."""
    lost = report["refused"]
    if not lost:
        return
    if any(fault.get("code") in MAPPED for fault in lost):
        yield "Say which column is which by --map FIELD=COLUMN, once for each; look at the first record by --dry-run."
    named = {fault.get("file") for fault in lost}
    for path in [one for one in files if str(one) in named and one.is_file()][:MOST]:
        yield from _read_as(
            path, format, everything=not (report["inserted"] or report["updated"] or report["unchanged"])
        )


def _read_as(path: Path, format: str, *, everything: bool) -> Iterator[str]:
    try:
        found = sniff(path)
    except Unreadable:
        found = ""
    if format == "auto" and found:
        yield f"{path} was read as {found}, because it {registry()[found].signs}; --format names another."
    elif format != "auto" and found != format and everything:
        looks = f"looks like {found}: it {registry()[found].signs}" if found else "is in no format that Accord knows"
        yield f"{path} is not {format}, it seems; it {looks}. Leave --format out." if found else f"{path} {looks}."
