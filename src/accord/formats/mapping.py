"""Flat rows become records by a mapping from places in a record to columns: `replies.a.text=response_a`.

| target | where the cell goes |
|---|---|
| `id`, `lang`, `group` | that part of the record |
| `prompt` | the value of the field |
| `replies.a.text` | the part `text` of the element `a` |
| `replies.a` | the text of the element `a` |
| `meta.source` | `source` in meta |

What no target names goes to `meta`, except a column that is called like a field, and `gold` and `meta` that are objects. A row that
is a record already passes. Text in a field that takes none is read as what the field takes, where it can be: JSON, or a message.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accord.formats.placing import placed
from accord.formats.recognise import chat_as, is_chat, messages, row_id
from accord.formats.rows import Refused, Row
from accord.schema.faults import nearest

OWN = ("id", "lang", "group")
WHOLE = ("gold", "meta")  # parts of a record that a flat row may have as they are
MOST_COLUMNS = 12


def parse(pairs: Iterable[str], fields: Iterable[str] = ()) -> dict[str, str]:
    """`["replies.a.text=response_a"]` as a mapping.

    >>> parse(["replies.a.text=response_a"])
    {'replies.a.text': 'response_a'}

    Raises:
        ValueError: a pair has no `=`, or its target is no field where the fields are given.
    """
    known = [*fields, *OWN, "meta"]
    out: dict[str, str] = {}
    for pair in pairs:
        target, equals, column = pair.partition("=")
        if not equals or not target.strip() or not column.strip():
            raise ValueError(f"{pair!r} is no mapping; write TARGET=COLUMN, like replies.a.text=response_a")
        head = target.strip().split(".")[0]
        if len(known) > len(OWN) + 1 and head not in known:
            near = nearest(head, known)
            raise ValueError(f"{pair!r}: there is no field {head!r}" + (f"; did you mean {near!r}?" if near else ""))
        out[target.strip()] = column.strip()
    return out


def apply(mapping: Mapping[str, str], row: Row, fields: Iterable[str] = ()) -> dict[str, Any] | Refused:
    """The record that a row is, or why it is none.

    >>> row = Row(1, {"id": "r1", "response_a": "Yes", "score": "3"})
    >>> apply({"replies.a.text": "response_a"}, row)
    {'id': 'r1', 'values': {'replies': [{'id': 'a', 'text': 'Yes'}]}, 'meta': {'score': '3'}}
    """
    data = row.data
    if "parts" in data and isinstance(data["parts"], Mapping) and isinstance(fields, Mapping):
        return placed(data, fields)
    if isinstance(data.get("values"), (dict, Mapping)):  # dict first: asking Mapping is slow
        return dict(data) if "id" in data else {"id": row_id(data), **data}
    whole = {**{name: name for name in fields if name in data and not _mapped(mapping, name)}, **mapping}
    whole = {target: column for target, column in whole.items() if not _left_out(target, data, column, fields)}
    if missing := [column for column in whole.values() if data.get(column) in (None, "")]:
        column = missing[0]
        target = next(target for target, name in whole.items() if name == column)
        purpose = f", which is to become {target}," if target != column else ""
        why = f"the column {column!r}{purpose} is {'empty' if column in data else f'missing{_instead(column, data, whole)}'}"
        return Refused(row.number, "missing-column", why, _own(data))
    if fields and not whole:
        if isinstance(fields, Mapping) and (record := chat_as(fields, data)):
            return record
        wanted = ", ".join(fields)
        why = f"no column is called like a field ({wanted}), and no mapping names one; {_columns(data)}"
        return Refused(row.number, "no-field", why, _own(data))
    record: dict[str, Any] = {"id": row_id(data), "values": {}}
    meta: dict[str, Any] = {}
    used = {*whole.values(), "id"}
    for part in WHOLE:
        if part not in used and isinstance(given := data.get(part), Mapping):
            used.add(part)
            record, meta = (record, {**given}) if part == "meta" else ({**record, part: given}, meta)
    for target, column in whole.items():
        _put(record, meta, target.split("."), _fitting(target, data[column], fields))
    meta.update({name: cell for name, cell in data.items() if name not in used and cell not in (None, "")})
    return {**record, "meta": meta} if meta else record


def _left_out(target: str, data: Mapping[str, Any], column: str, fields: Iterable[str]) -> bool:
    """Nothing in a column that is there, and whose field may be left out, or that is no field."""
    if data.get(column, column) not in (None, ""):
        return False
    field = fields.get(target.split(".")[0]) if isinstance(fields, Mapping) else None
    return not field.required if field is not None else target.split(".")[0] in ("lang", "group", "meta")


def _fitting(target: str, cell: Any, fields: Iterable[str]) -> Any:
    """The cell as the field takes it: as it is, or as what is written in it."""
    field = fields.get(target) if isinstance(fields, Mapping) else None
    if field is None or not isinstance(cell, str | list) or field.kind.fits(field.spec, cell):
        return cell
    for one in (cell, *_written(cell)):
        if not any(field.kind.validate(field.spec, one)):
            return one
    return cell


def _written(cell: str | list[Any]) -> Iterator[Any]:
    """What a cell may stand for."""
    if isinstance(cell, str) and cell.lstrip()[:1] in ("[", "{"):
        try:
            cell = json.loads(cell)
        except (ValueError, RecursionError):
            return
        yield cell
    if isinstance(cell, str):
        yield [{"role": "user", "content": cell}]
    elif isinstance(cell, list) and is_chat(cell):
        yield messages(cell, "")


def _instead(column: str, data: Mapping[str, Any], whole: Mapping[str, str]) -> str:
    """What may have been meant: the column that is called nearly so, or all that are there."""
    near = nearest(column, [name for name in data if name not in whole.values()])
    return f"; did you mean {near!r}?" if near else f"; {_columns(data)}"


def _columns(data: Mapping[str, Any]) -> str:
    shown = ", ".join(repr(str(name)[:40]) for name in list(data)[:MOST_COLUMNS])
    more = f" and {len(data) - MOST_COLUMNS} more" if len(data) > MOST_COLUMNS else ""
    return f"the columns are {shown}{more}" if data else "there are no columns"


def _mapped(mapping: Mapping[str, str], name: str) -> bool:
    return any(target.split(".")[0] == name for target in mapping)


def _own(data: Mapping[str, Any]) -> str | None:
    return str(data["id"]) if isinstance(data.get("id"), str | int) else None


def _put(record: dict[str, Any], meta: dict[str, Any], path: list[str], cell: Any) -> None:
    head = path[0]
    if head in OWN and len(path) == 1:
        record[head] = row_id({"id": cell}) if head == "id" else cell
    elif head == "meta":
        meta[".".join(path[1:]) or "value"] = cell
    elif len(path) == 1:
        record["values"][head] = cell
    else:
        elements = record["values"].setdefault(head, [])
        element = next((one for one in elements if one["id"] == path[1]), None)
        if element is None:
            elements.append(element := {"id": path[1]})
        element[path[2] if len(path) > 2 else "text"] = cell
