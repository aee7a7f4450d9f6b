"""Formats: one module per outside format; reads it into records, or writes a dataset out as it.

`open_rows(path)` is the one way in, `registry()["trl-preference"].write(snapshot, folder)` the way out.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

from accord.formats.format import Format
from accord.formats.opening import Source, Unreadable, opened
from accord.formats.rows import Refused, Row

__all__ = ["Format", "Refused", "Row", "Unreadable", "open_rows", "readable", "registry", "rows_of", "sniff"]


@cache
def registry() -> dict[str, Format]:
    """Every format by its name, ours first; other packages add theirs by the entry point `accord.formats`.

    Raises:
        ValueError: a plug-in brings a name that is taken.
    """
    found: dict[str, Format] = {}
    for module in pkgutil.iter_modules(__path__):
        one = getattr(import_module(f"{__name__}.{module.name}"), "FORMAT", None)
        if one is not None:
            found[one.name] = one
    for point in entry_points(group="accord.formats"):
        one = point.load()
        if one.name in found:
            raise ValueError(f"the accord.formats entry point {point.value} brings {one.name!r}, which is taken")
        found[one.name] = one
    return found


def sniff(path: str | Path) -> str:
    """The name of the format that a file is in, by what it holds first and by its ending where that leaves it open.

    Raises:
        Unreadable: no format knows it; the message names what can be read.
    """
    with opened(path) as source:
        return _sniff(source)


def open_rows(path: Source, format: str = "auto") -> Iterator[Row | Refused]:
    """The rows of a file in any format that can be read, one by one; what cannot be read is `Refused` and stops nothing else.

    Args:
        path: a file's path, or an open binary stream. Gzip is seen through.
        format: a format's name, or `auto`.

    Raises:
        Unreadable: the file as a whole cannot be read; says what, where and what to do.
    """
    with opened(path) as source:
        yield from rows_of(source, format)


def rows_of(source: opened, format: str = "auto") -> Iterator[Row | Refused]:
    """The same of a source that is open.

    Raises:
        Unreadable: as `open_rows`.
    """
    name = _sniff(source) if format == "auto" else format
    known = registry().get(name)
    if known is None or known.read is None:
        raise Unreadable(f"{source.name}: there is no format {name!r} to read; there are {', '.join(readable())}")
    yield from known.read(source)


def readable() -> list[str]:
    """The names of the formats that can be read."""
    return [name for name, one in registry().items() if one.read is not None]


def _sniff(source: opened) -> str:
    head = source.peek()
    candidates = [one for one in registry().values() if one.sniff is not None and one.sniff(head)]
    candidates.sort(key=lambda one: not one.particular)
    by_ending = [one for one in candidates if source.ending in one.extensions]
    known = [one for one in candidates if not one.otherwise]
    last = [one for one in candidates if source.ending in one.otherwise]
    for one in by_ending or known or last:
        return one.name
    if not head:
        raise Unreadable(f"{source.name} is empty.")
    raise Unreadable(
        f"{source.name} is in no format that Accord reads. It reads {', '.join(readable())}; `--format` names one."
    )
