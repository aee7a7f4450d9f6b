"""Spans by their trace: they stand in any order and anywhere in a file, so they wait in a file of their own until it ends."""

from __future__ import annotations

import marshal
import tempfile
from array import array
from collections.abc import Iterator

from accord.formats.spans import Span

SMALL = 16 * 1024 * 1024  # bytes that wait in memory


class Traces:
    """`put` spans as they are read, then go through the traces; memory holds no more than where each span is."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115 - it lives as long as the reading
        self._at: dict[str, array[int]] = {}
        self._first: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._at)

    def put(self, span: Span, row: int) -> None:
        """One span, read from that row."""
        raw = marshal.dumps(span.plain())
        self._at.setdefault(span.trace, array("Q")).extend((self._file.tell(), len(raw)))
        self._first.setdefault(span.trace, row)
        self._file.write(raw)

    def __iter__(self) -> Iterator[tuple[int, str, list[Span]]]:
        """The row that a trace began in, its id and its spans by time."""
        for trace, places in self._at.items():
            spans = [self._read(at, size) for at, size in zip(places[::2], places[1::2], strict=True)]
            yield self._first[trace], trace, sorted(spans, key=lambda one: (one.start, one.end))

    def _read(self, at: int, size: int) -> Span:
        self._file.seek(at)
        return Span(*marshal.loads(self._file.read(size)))
