"""`tau-bench`: agent runs of tau-bench (Yao et al. 2024): a list of tasks, each with its messages and a checker's reward.

The system prompt is the policy; the simulated user's instruction is the goal. The reward and the expected actions are what a
checker says, so they go to `meta`, which people do not see.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.attributed import findings
from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.steps import SYSTEM, Run, add_chat


def read(source: opened) -> Iterator[Row | Refused]:
    """A row a run, with its rules."""
    known = findings(source)
    for row in read_json(source):
        yield row if isinstance(row, Refused) else _record(row, known)


def _record(row: Row, known: Mapping[str, Any]) -> Row | Refused:
    data = row.data
    name = f"tau-{data.get('task_id', row.number)}-{data.get('trial', 0)}"
    messages = data.get("traj")
    if not isinstance(messages, list) or not messages:
        return Refused(row.number, "no-messages", "traj holds no messages", name, "/traj")
    run = Run()
    try:
        policy = [m["content"] for m in messages if m.get("role") in SYSTEM and isinstance(m.get("content"), str)]
        add_chat(run, [m for m in messages if m.get("role") not in SYSTEM])
    except (ValueError, AttributeError) as error:
        return Refused(row.number, "not-messages", str(error), name, "/traj")
    steps = run.ended()
    task = _task(data)
    goal = str(task.get("instruction") or "").strip()
    parts: dict[str, Any] = {"run": {**({"goals": [goal]} if goal else {}), "steps": steps}}
    if policy:
        parts["policy"] = [{"id": "policy", "title": "Policy", "text": "\n\n".join(policy), "format": "markdown"}]
    meta = {"reward": data.get("reward"), "expected_actions": task.get("actions"), "steps": len(steps)}
    meta |= {"mended": run.mended or None, "findings": known.get(str(data.get("task_id")))}
    record = {
        "id": name,
        "parts": parts,
        "meta": {key: value for key, value in meta.items() if value is not None},
        "group": f"tau-{data.get('task_id', row.number)}",
        "provenance": {"run": {"kind": "model response", "source": "tau-bench"}},
        "lang": "en",
    }
    return Row(row.number, record)


def _task(data: dict[str, Any]) -> dict[str, Any]:
    info = data.get("info")
    task = info.get("task") if isinstance(info, dict) else None
    return task if isinstance(task, dict) else {}


def looks(head: bytes) -> bool:
    """A list whose first object has a run and its reward; the run may be longer than what is looked at."""
    return head.lstrip().startswith(b"[") and b'"traj"' in head and b'"reward"' in head


FORMAT = Format(
    "tau-bench",
    "tau-bench runs (JSON)",
    ("json",),
    looks,
    read,
    particular=True,
    signs="is a list of runs with traj and reward",
)
