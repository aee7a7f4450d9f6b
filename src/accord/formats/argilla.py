"""`argilla`: the records of an Argilla dataset (`records.json`): its fields become columns, metadata goes to `meta`.

Suggestions and responses are kept in `meta` as they are there, for a look: they answer questions that the dataset's settings
define, not this project's. The settings themselves (`settings.json`) hold no records and are refused with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import Unreadable, opened
from accord.formats.recognise import row_id
from accord.formats.rows import Refused, Row

KEPT = ("suggestions", "responses")


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a record, with a column a field.

    Raises:
        Unreadable: these are the settings.
    """
    if _settings(source.peek()):
        raise Unreadable(f"{source.name} holds the settings of an Argilla dataset. Its records are in records.json.")
    for row in read_json(source):
        yield row if isinstance(row, Refused) else _row(row)


def _row(row: Row) -> Row | Refused:
    fields, own = row.data.get("fields"), row.data.get("id") or row.data.get("external_id")
    if not isinstance(fields, Mapping) or not fields:
        return Refused(row.number, "no-fields", "the record has no fields", str(own) if own else None, "/fields")
    about = row.data.get("metadata")
    out: dict[str, Any] = {**(about if isinstance(about, Mapping) else {}), **fields}
    # a field may be called like these: it stays, and what people said stands beside it
    for name in KEPT:
        if row.data.get(name):
            out[name if name not in out else f"argilla.{name}"] = row.data[name]
    return Row(row.number, {**out, "id": row_id({"id": own} if own else fields)})


def looks(head: bytes) -> bool:
    """A list of records with their fields and what people said; or settings, so that they can be told apart."""
    first = head.lstrip()
    if first.startswith(b"["):
        return b'"fields"' in head and b'"responses"' in head and (b'"suggestions"' in head or b'"_server_id"' in head)
    return _settings(head)


def _settings(head: bytes) -> bool:
    """An object with guidelines, fields and questions, unless it is what a dataset of ours says of itself."""
    parts = (b'"guidelines"', b'"fields"', b'"questions"')
    return head.lstrip().startswith(b"{") and all(part in head for part in parts) and b'"spec_version"' not in head


FORMAT = Format(
    "argilla",
    "Argilla records (JSON)",
    ("json",),
    looks,
    read,
    particular=True,
    signs="is a list of records with fields and responses",
)
