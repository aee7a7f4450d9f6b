"""`swe-agent`: runs of SWE-agent (`.traj`): a turn is a thought, a command and what came back.

`history` repeats the run with prompts and demonstrations, so only `trajectory` is read; the task is taken from the first
user message of the history that is no demonstration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import opened
from accord.formats.recognise import row_id
from accord.formats.rows import Refused, Row
from accord.formats.steps import Run


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a run."""
    for row in read_json(source):
        yield row if isinstance(row, Refused) else _record(row)


def _record(row: Row) -> Row | Refused:
    data = row.data
    turns = data.get("trajectory")
    if not isinstance(turns, list) or not turns:
        return Refused(row.number, "no-turns", "trajectory holds no turns", None, "/trajectory")
    run = Run()
    for index, turn in enumerate(turns):
        if not isinstance(turn, Mapping):
            return Refused(row.number, "not-a-turn", f"turn {index} is no object", None, f"/trajectory/{index}")
        thought = run.say("agent", turn["thought"].strip(), kind="thought") if _text(turn.get("thought")) else None
        if command := _text(turn.get("action")):
            name = f"turn-{index}"
            run.call("agent", command.split()[0], {"command": command}, name, parent=thought)
            if _text(turn.get("observation")):
                run.result(name, turn["observation"])
    # a command that printed nothing did run, so no call is marked as not run
    info = data.get("info") if isinstance(data.get("info"), Mapping) else {}
    goal = _goal(data.get("history"))
    value = {**({"goals": [goal]} if goal else {}), "steps": run.steps}
    meta = {key: info[key] for key in ("exit_status", "model_stats") if info.get(key) is not None}
    meta |= {"environment": data["environment"]} if isinstance(data.get("environment"), str) else {}
    record: dict[str, Any] = {"id": row_id({"run": turns}), "parts": {"run": value}}
    return Row(row.number, {**record, "meta": meta} if meta else record)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _goal(history: Any) -> str:
    for one in history if isinstance(history, list) else ():
        if isinstance(one, Mapping) and one.get("role") == "user" and not one.get("is_demo"):
            return _text(one.get("content"))[:20_000]
    return ""


def looks(head: bytes) -> bool:
    """An object that begins like a run; what follows may be longer than what is looked at."""
    return (
        head.lstrip().startswith(b"{") and b'"trajectory"' in head and b'"observation"' in head and b'"action"' in head
    )


FORMAT = Format(
    "swe-agent",
    "SWE-agent run (.traj)",
    ("traj", "json"),
    looks,
    read,
    particular=True,
    signs="has a trajectory of actions and observations",
)
