"""`label-studio`: tasks of Label Studio (JSON): the data becomes columns, annotations and predictions are kept in `meta`.

What people drew there has other shapes than here, so it is not turned into responses: `meta.annotations` holds it for a look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a task, with the columns of its data."""
    for row in read_json(source):
        yield row if isinstance(row, Refused) else _row(row)


def _row(row: Row) -> Row | Refused:
    data = row.data.get("data")
    if not isinstance(data, dict) or not data:
        return Refused(row.number, "no-data", "the task holds no data", str(row.data.get("id", "")) or None, "/data")
    out: dict[str, Any] = {**data, "id": f"task-{row.data.get('id', row.number)}"}
    for name in ("annotations", "predictions"):
        if row.data.get(name):
            out[name] = row.data[name]
    return Row(row.number, out)


def looks(head: bytes) -> bool:
    """A list of tasks."""
    return (
        head.lstrip().startswith(b"[") and b'"data"' in head and (b'"annotations"' in head or b'"predictions"' in head)
    )


FORMAT = Format(
    "label-studio",
    "Label Studio tasks (JSON)",
    ("json",),
    looks,
    read,
    particular=True,
    signs="is a list of tasks with data and annotations",
)
