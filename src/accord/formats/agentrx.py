"""`agentrx`: failed runs of several agents as AgentRx keeps them (2026): a file is a run, a list of `{role, content}`.

What people found out stands in `ground_truth.json` beside the runs and goes to `meta.findings` of the run that it is about;
tau-bench runs in such a folder get theirs too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accord.formats.attributed import FINDINGS, ROLES, findings, steps
from accord.formats.format import Format
from accord.formats.json_ import read as read_json
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row


def read(source: opened) -> Iterator[Row | Refused]:
    """The one run of the file."""
    name = Path(source.name).stem
    messages: list[Any] = []
    for row in read_json(source):
        if isinstance(row, Refused):
            yield row
            return
        if "trajectory_id" in row.data and "failures" in row.data:
            yield Refused(row.number, "not-a-run", f"these are findings; they are read with the runs beside {FINDINGS}")
            return
        messages.append(row.data)
    try:
        told = steps(messages)
    except ValueError as error:
        yield Refused(1, "not-messages", str(error), name)
        return
    if not told:
        yield Refused(1, "no-messages", "the list holds no messages", name)
        return
    asked = messages[0].get("content") if messages[0].get("role") == "human" else None
    run = {**({"goals": [asked]} if isinstance(asked, str) and asked else {}), "steps": told}
    record: dict[str, Any] = {"id": name.replace("/", "%2F"), "parts": {"run": run}}
    found = findings(source).get(name)
    yield Row(1, {**record, "meta": {"findings": found}} if found else record)


def looks(head: bytes) -> bool:
    """A list of messages by agents' names, or of findings."""
    if not head.lstrip().startswith(b"["):
        return False
    findings = b'"trajectory_id"' in head and b'"failures"' in head
    return findings or (b'"role"' in head and b'"content"' in head and any(role in head for role in ROLES))


FORMAT = Format(
    "agentrx",
    "AgentRx run (JSON)",
    ("json",),
    looks,
    read,
    particular=True,
    signs="is a list of messages by agents' names",
)
