"""Objects of a file, whether it is one JSON document or JSON Lines: agents' runs are left behind as either."""

from __future__ import annotations

from collections.abc import Iterator

from accord.formats.json_ import read as read_json
from accord.formats.jsonl import looks as is_jsonl
from accord.formats.jsonl import read as read_jsonl
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row


def objects(source: opened) -> Iterator[Row | Refused]:
    """A row an object, read piece by piece."""
    return read_jsonl(source) if is_jsonl(source.peek()) else read_json(source)
