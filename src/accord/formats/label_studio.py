"""`label-studio`: tasks of Label Studio (JSON): the data becomes columns, annotations responses, predictions suggestions.

Annotations come in as responses where the project asks a question that is called like the control (`from_name`) and that they fit:
choices, taxonomies, ratings, numbers and texts; labelled spans of texts, boxes and segments as marks, with what was said of each region;
pairs and rankings. `accord init labelling.xml` makes such a project of a labelling configuration. What does not fit is kept in `meta`,
and the report says how many and why: skipped annotations, relations, brushes, and places in HTML or dialogues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row, Said

KEPT = ("predictions", "annotations")
UNDER = {"textarea": "text", "pairwise": "selected"}  # what others keep under their own name
DRAWN = "labels"  # how all kinds of regions end: labels, rectanglelabels, timelinelabels


def own_name(name: str) -> str:
    """What a control or a column is called here: letters, digits and _.

    >>> own_name("txt-1"), own_name("2nd choice")
    ('txt_1', 'q_2nd_choice')
    """
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_") or "q"
    return plain if plain[0].isalpha() else f"q_{plain}"


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a task, with the columns of its data."""
    for row in read_json(source):
        yield row if isinstance(row, Refused) else _row(row)


def _row(row: Row) -> Row | Refused:
    data = row.data.get("data")
    if not isinstance(data, dict) or not data:
        return Refused(row.number, "no-data", "the task holds no data", str(row.data.get("id", "")) or None, "/data")
    out: dict[str, Any] = {name: _listed(cell) for name, cell in data.items()}
    out["id"] = f"task-{row.data.get('id', row.number)}"
    kept_as = [name if name not in data else f"label-studio.{name}" for name in KEPT]
    for name, place in zip(KEPT, kept_as, strict=True):
        if row.data.get(name):
            out[place] = row.data[name]
    said = Said(
        tuple(_suggestions(row.data.get("predictions"))),
        tuple(_responses(row.data.get("annotations"))),
        (kept_as[0], kept_as[1]),
    )
    return Row(row.number, out, said if said.suggestions or said.responses else None)


def _listed(cell: Any) -> Any:
    """A text in a list of paragraphs as one; a list to be ranked as candidates: `{id, title, body}` has its text in `body`."""
    if isinstance(cell, list) and cell and all(isinstance(one, str) for one in cell):
        return "\n\n".join(cell)
    if not isinstance(cell, list) or not all(isinstance(one, Mapping) and "id" in one for one in cell) or not cell:
        return cell
    return [
        one if "text" in one else {"id": str(one["id"]), "text": str(one.get("body") or one.get("title") or "")}
        for one in cell
    ]


def _suggestions(predictions: Any) -> Iterator[dict[str, Any]]:
    for one in predictions if isinstance(predictions, list) else ():
        if isinstance(one, Mapping):
            more = {"score": one["score"]} if isinstance(one.get("score"), int | float) else {}
            agent = str(one.get("model_version") or "label-studio")
            for question, value in _answers(one.get("result")).items():
                yield {"question": question, "value": value, "agent": agent, **more}


def _responses(annotations: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    for one in annotations if isinstance(annotations, list) else ():
        if isinstance(one, Mapping) and (answers := _answers(one.get("result"))):
            yield _whose(one), answers, "it was skipped there" if one.get("was_cancelled") else ""


def _whose(annotation: Mapping[str, Any]) -> str:
    by = annotation.get("completed_by")
    own = (by.get("id") or by.get("email")) if isinstance(by, Mapping) else by
    return f"label-studio-{own if own is not None else 'unknown'}"[:64]


def _answers(result: Any) -> dict[str, Any]:
    """The answers by control. What was said of a region goes into that region; the regions of a control are one answer."""
    parts = [one for one in result if isinstance(one, Mapping)] if isinstance(result, list) else []
    regions: dict[str, dict[str, Any]] = {}
    answers: dict[str, Any] = {}
    for one in parts:
        kind, value, name = str(one.get("type") or ""), one.get("value"), str(one.get("from_name") or "")
        if kind == "relation":
            answers.setdefault("relations", []).append({key: one.get(key) for key in ("from_id", "to_id", "labels")})
        if not name or not isinstance(value, Mapping) or not kind.endswith(DRAWN):
            continue
        region = _place(one, value)
        if named := value.get(kind):
            region["label"] = named[0] if isinstance(named, list) else named
        if one.get("id") is not None:
            regions[str(one["id"])] = region
        answers.setdefault(own_name(name), []).append(region)
    for one in parts:
        kind, value, name = str(one.get("type") or ""), one.get("value"), str(one.get("from_name") or "")
        if not name or not isinstance(value, Mapping) or kind.endswith(DRAWN):
            continue
        around = regions.get(str(one.get("id")))
        target = around.setdefault("answers", {}) if around is not None else answers
        said = value.get(UNDER.get(kind, kind), dict(value))  # what is not known is kept as it came
        target[own_name(name)] = _plain(kind, said)
    return answers


def _plain(kind: str, value: Any) -> Any:
    """A ranking's list out of its bucket; all else as it came."""
    if kind == "ranker" and isinstance(value, Mapping) and len(value) == 1:
        return next(iter(value.values()))
    return value


def _place(one: Mapping[str, Any], value: Mapping[str, Any]) -> dict[str, Any]:
    """Where a region is: characters of a text, seconds, or a box in pixels; else as it came, which no project takes."""
    wide, high = one.get("original_width"), one.get("original_height")
    box = [value.get(key) for key in ("x", "y", "width", "height")]
    if isinstance(wide, int) and isinstance(high, int) and all(isinstance(edge, int | float) for edge in box):
        scaled = [edge * size / 100 for edge, size in zip(box, (wide, high) * 2, strict=True) if edge is not None]
        return {"box": [round(edge, 2) for edge in scaled]}
    start, end = value.get("start"), value.get("end")
    if "channel" in value or (isinstance(start, float) and isinstance(end, float)):
        return {"from": start, "to": end}
    if "startOffset" in value:
        return {key: part for key, part in value.items() if not key.endswith(DRAWN)}
    text = {"text": value["text"]} if isinstance(value.get("text"), str) else {}
    return {"start": start, "end": end, **text}


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
