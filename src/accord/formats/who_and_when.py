"""`who-and-when`: failed runs of several agents with the agent and step that a person held responsible (Zhang et al. 2025).

Whom people blamed goes to `meta.mistake`, with the step by its id, which the people who judge here do not see.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accord.formats.attributed import ROLES, steps
from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.recognise import row_id
from accord.formats.rows import Refused, Row

ABOUT = ("ground_truth", "level", "is_correct", "is_corrected")


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a run."""
    for row in objects(source):
        yield row if isinstance(row, Refused) else _record(row)


def _record(row: Row) -> Row | Refused:
    data = row.data
    name = row_id({"id": data["question_ID"]} if data.get("question_ID") else data)
    history = data.get("history")
    if not isinstance(history, list) or not history:
        return Refused(row.number, "no-messages", "history holds no messages", name, "/history")
    try:
        told = steps(history)
    except ValueError as error:
        return Refused(row.number, "not-messages", str(error), name, "/history")
    goal = data.get("question")
    run = {**({"goals": [goal]} if isinstance(goal, str) and goal else {}), "steps": told}
    at = str(data.get("mistake_step") or "")
    mistake = {"agent": data.get("mistake_agent"), "step": f"s{at}" if at.isdecimal() else None, "reason": data.get("mistake_reason")}  # fmt: skip
    meta: dict[str, Any] = {key: data[key] for key in ABOUT if data.get(key) is not None}
    if said := {key: value for key, value in mistake.items() if value}:
        meta["mistake"] = said
    return Row(row.number, {"id": name, "parts": {"run": run}, "meta": meta})


def looks(head: bytes) -> bool:
    """A run and whom it failed by; the history may be longer than what is looked at, but then its agents have names."""
    if not head.lstrip().startswith(b"{") or b'"history"' not in head or b'"trajectory"' in head:
        return False
    return any(sign in head for sign in (b'"mistake_agent"', b'"question_ID"', *ROLES))


FORMAT = Format(
    "who-and-when",
    "Who&When runs (JSON)",
    ("json", "jsonl"),
    looks,
    read,
    particular=True,
    signs="has a history and whom the failure was put down to",
)
