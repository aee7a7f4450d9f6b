"""`argilla`: the records of an Argilla dataset (`records.json`): its fields become columns, metadata goes to `meta`.

Suggestions and submitted responses come in as such where the project asks a question of the same name that they fit: spans as marks in the
text that the question is `of`, rankings as places of the candidates with those ids. The rest is kept in `meta`, and the report says how many and why. The settings themselves (`settings.json`) hold no records and are refused with that
reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import Unreadable, opened
from accord.formats.recognise import row_id
from accord.formats.rows import Refused, Row, Said

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
    kept_as = [name if name not in out else f"argilla.{name}" for name in KEPT]
    for name, place in zip(KEPT, kept_as, strict=True):
        if row.data.get(name):
            out[place] = row.data[name]
    said = Said(tuple(_suggestions(row.data)), tuple(_responses(row.data)), (kept_as[0], kept_as[1]))
    whole = said if said.suggestions or said.responses else None
    return Row(row.number, {**out, "id": row_id({"id": own} if own else fields)}, whole)


def _suggestions(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Of the SDK's `{question: {value, score, agent}}`, or of the server's list."""
    raw = data.get("suggestions")
    named = (
        raw.items() if isinstance(raw, dict) else ((_question(one), one) for one in raw or () if isinstance(one, dict))
    )
    for question, one in named:
        if isinstance(one, dict) and one.get("value") is not None:
            more = {key: one[key] for key in ("score", "agent") if isinstance(one.get(key), float | int | str)}
            yield {"question": str(question), "value": one["value"], **more}


def _question(one: Mapping[str, Any]) -> str:
    return str(one.get("question_name") or one.get("question") or "")


def _responses(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Of the SDK's `{question: [{value, user_id}]}`, or of the server's list of `{values, user_id, status}`: one a person and status."""
    raw = data.get("responses")
    people: dict[tuple[str, str], dict[str, Any]] = {}
    for question, given in raw.items() if isinstance(raw, dict) else ():
        for one in given if isinstance(given, list) else ():
            if isinstance(one, dict) and one.get("value") is not None:
                people.setdefault(_whose(one), {})[str(question)] = one["value"]
    for one in raw if isinstance(raw, list) else ():
        values = one.get("values") if isinstance(one, dict) else None
        for question, given in values.items() if isinstance(values, dict) else ():
            value = given.get("value") if isinstance(given, dict) else given
            if value is not None:
                people.setdefault(_whose(one), {})[str(question)] = value
    for (person, status), answers in people.items():
        yield person, answers, "" if status == "submitted" else f"it is {status}, not submitted"


def _whose(one: Mapping[str, Any]) -> tuple[str, str]:
    return f"argilla-{one.get('user_id') or 'unknown'}"[:64], str(one.get("status") or "submitted")


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
