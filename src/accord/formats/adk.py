"""`adk`: sessions of Google's Agent Development Kit: events with an author, and parts that are text, calls or responses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.recognise import row_id
from accord.formats.rows import Refused, Row
from accord.formats.steps import Run


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a session."""
    for row in objects(source):
        yield row if isinstance(row, Refused) else _record(row)


def _record(row: Row) -> Row | Refused:
    events = row.data.get("events")
    if not isinstance(events, list) or not events:
        return Refused(row.number, "no-events", "events holds nothing", row_id(row.data), "/events")
    run = Run()
    for index, event in enumerate(events):
        if not isinstance(event, Mapping):
            return Refused(row.number, "not-an-event", f"event {index} is no object", row_id(row.data))
        _event(run, event, index)
    meta = {"app": row.data.get("appName", row.data.get("app_name")), "mended": run.mended or None}
    steps = run.ended()
    if not steps:
        return Refused(row.number, "no-content", "no event has content", row_id(row.data), "/events")
    record = {"id": row_id(row.data), "parts": {"run": {"steps": steps}}}
    return Row(row.number, {**record, "meta": {key: value for key, value in meta.items() if value is not None}})


def _event(run: Run, event: Mapping[str, Any], index: int) -> None:
    agent = str(event.get("author") or "agent")
    time = {"started_at": _moment(event["timestamp"])} if isinstance(event.get("timestamp"), int | float) else {}
    content = event.get("content") if isinstance(event.get("content"), Mapping) else {}
    parts = [one for one in content.get("parts") or [] if isinstance(one, Mapping)]
    calls = sum(1 for one in parts if _part(one, "functionCall"))
    parent = None
    for part in parts:
        if call := _part(part, "functionCall"):
            before = parent or (run.steps[-1]["id"] if run.steps else None)
            run.call(agent, str(call.get("name") or ""), call.get("args"), call.get("id"), parent=before, batch=f"b{index}" if calls > 1 else "", **time)  # fmt: skip
        elif came := _part(part, "functionResponse"):
            run.result(came.get("id"), [came.get("response")], tool=str(came.get("name") or ""), **time)
        elif part.get("text"):
            parent = run.say(agent, part["text"], kind="thought" if part.get("thought") else "message", **time)
        else:
            run.say(agent, [dict(part)], **time)
    actions = event.get("actions") if isinstance(event.get("actions"), Mapping) else {}
    if to := actions.get("transferToAgent", actions.get("transfer_to_agent")):
        run.say(agent, str(to), kind="handoff", **time)
    if error := event.get("errorMessage", event.get("error_message")):
        run.say(agent, None, kind="observation", error=str(error), **time)


def _part(part: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """A part by its name in JSON or in Python."""
    snake = {"functionCall": "function_call", "functionResponse": "function_response"}[name]
    found = part.get(name, part.get(snake))
    return found if isinstance(found, Mapping) else None


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def looks(head: bytes) -> bool:
    """A session with events whose parts are ADK's."""
    return b'"events"' in head and (b'"appName"' in head or b'"app_name"' in head) and b'"author"' in head


FORMAT = Format(
    "adk",
    "Google ADK session",
    ("json", "jsonl"),
    looks,
    read,
    particular=True,
    signs="has events with parts, as sessions of Google's ADK do",
)
