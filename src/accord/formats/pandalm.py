"""`pandalm`: the test set of PandaLM: pairs of answers, each judged by three people (0 tie, 1 first, 2 second).

61 of its 999 rows hold an empty answer or `true` in the place of text. They cannot be shown, so they are refused as records;
`labels` still gives their votes, which belong to the published agreement.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row

PEOPLE = ("annotator1", "annotator2", "annotator3")
WINNERS = {0: "tie", 1: "a", 2: "b"}


def read(source: opened) -> Iterator[Row | Refused]:
    """Every row as a record of the workflow side-by-side, the rows without text refused."""
    for row in read_json(source):
        yield row if isinstance(row, Refused) else _record(row)


def _record(row: Row) -> Row | Refused:
    data, name = row.data, f"pandalm-{row.data.get('idx', row.number)}"
    for column in ("instruction", "response1", "response2"):
        cell = data.get(column)
        if not isinstance(cell, str):
            return Refused(row.number, "not-text", f"{column} is {json.dumps(cell)}, not text", name, f"/{column}")
        if not cell.strip():
            return Refused(row.number, "empty", f"{column} is empty", name, f"/{column}")
    first, _, second = str(data.get("cmp_key", "")).partition("_")
    texts = [data["instruction"], *([data["input"]] if isinstance(data.get("input"), str) and data["input"] else [])]
    values = {
        "prompt": "\n\n".join(texts),
        "replies": [
            {"id": "a", "text": data["response1"], "model": first},
            {"id": "b", "text": data["response2"], "model": second},
        ],
    }
    record = {"id": name, "values": values, "meta": {"application": str(data.get("motivation_app", ""))}}
    provenance = {
        "prompt": {"kind": "public data", "source": "PandaLM testset-v1"},
        "replies": {"kind": "model response"},
    }
    return Row(row.number, {**record, "provenance": provenance, "lang": "en"})


def votes(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The three people's responses to one row, as `accord import --responses` takes them."""
    for person, name in enumerate(PEOPLE, 1):
        winner = WINNERS[data[name]]
        answers = {"better": {"value": {"winner": winner}}}
        yield {"record": f"pandalm-{data['idx']}", "person": f"pandalm-{person}", "answers": answers}


def labels(source: opened) -> Iterator[tuple[int, str, str]]:
    """(row, person, winner) for all rows, those without text too."""
    for row in read_json(source):
        if isinstance(row, Row):
            yield from ((row.data["idx"], name, WINNERS[row.data[name]]) for name in PEOPLE)


def looks(head: bytes) -> bool:
    """A JSON list whose first row has the three people's columns."""
    return head.lstrip().startswith(b"[") and all(f'"{name}"'.encode() in head for name in (*PEOPLE, "response1"))


FORMAT = Format(
    "pandalm",
    "PandaLM test set (JSON)",
    ("json",),
    looks,
    read,
    particular=True,
    signs="is a list of pairs with cmp_key",
)
