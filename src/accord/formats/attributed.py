"""Failed runs of several agents, told by name, and what people found out about them.

In these files `role` (or `name`) is the agent, with what it does in brackets: `Orchestrator (thought)`,
`Orchestrator (-> WebSurfer)`. A message is a step, and the steps keep their places as ids, so that findings stay true.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from accord.formats.opening import opened
from accord.formats.steps import Run

FINDINGS = "ground_truth.json"
LARGEST = 64 * 1024 * 1024
ROLES = (b'"role": "human"', b'"role":"human"', b'(thought)"', b"(-> ")  # by which such files are known
_ROLE = re.compile(r"^(.*?)\s*\((thought|->\s*(.+))\)$")


def steps(messages: Sequence[Any]) -> list[dict[str, Any]]:
    """One step a message.

    >>> [(s["id"], s["agent"], s["kind"]) for s in steps([{"role": "Boss (thought)", "content": "Hm."}])]
    [('s0', 'Boss', 'thought')]

    Raises:
        ValueError: one is no message; the text says which.
    """
    run = Run()
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping) or not isinstance(message.get("role"), str):
            raise ValueError(f"message {index} has no role")
        named = message.get("name")
        agent = named if isinstance(named, str) and named else message["role"]
        kind, more = "message", {}
        if found := _ROLE.match(agent):
            agent = found[1]
            kind = "thought" if found[2] == "thought" else "handoff"
            more = {"meta": {"to": found[3]}} if found[3] else {}
        run.say("user" if agent == "human" else agent, message.get("content"), kind=kind, **more)
    return run.ended()


def findings(source: opened) -> dict[str, Any]:
    """What was found out about the runs of a file, by the run's name: `ground_truth.json` beside it, where there is one."""
    path = source.path.with_name(FINDINGS) if source.path is not None else Path()
    if not path.is_file() or path.stat().st_size > LARGEST:
        return {}
    try:
        known = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return {}
    rows = [one for one in known if isinstance(one, Mapping)] if isinstance(known, list) else []
    return {str(one.get("trajectory_id")): _found(one) for one in rows}


def _found(one: Mapping[str, Any]) -> dict[str, Any]:
    """Failures with the step that each is about; they count messages from 1, the system prompt included."""
    failures = [dict(each) for each in one.get("failures") or () if isinstance(each, Mapping)]
    return {"failures": failures, "root_cause": one.get("root_cause"), "summary": one.get("failure_summary")}
