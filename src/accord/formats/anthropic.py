"""`anthropic`: conversations in Anthropic's message form: content blocks, tool results inside user messages.

A row is an object with `messages` (and `system`). A user message may hold tool results and the user's own words together:
they become steps of their own. Redacted thinking is kept as a step without its content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.recognise import row_id
from accord.formats.rows import Refused, Row
from accord.formats.steps import Run, plain

MARKS = (b'"tool_use"', b'"tool_result"', b'"redacted_thinking"', b'"thinking"')
KNOWN = ("messages", "system", "id", "model", "usage", "tools", "max_tokens")


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a conversation."""
    for row in objects(source):
        yield row if isinstance(row, Refused) else _record(row)


def _record(row: Row) -> Row | Refused:
    data = row.data
    messages = data.get("messages")
    if not isinstance(messages, list) or not messages:
        has = ", ".join(str(key)[:40] for key in list(data)[:8]) or "nothing"
        why = f"no conversation as Anthropic writes it, which is a list under messages: the row has {has}"
        return Refused(row.number, "no-messages", why, row_id(data), "/messages")
    run = Run()
    for text in _texts(data.get("system")):
        run.say("system", text)
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping) or message.get("role") not in ("user", "assistant", "system"):
            return Refused(row.number, "not-a-message", f"message {index} has no role that is known", row_id(data))
        _message(run, index, message)
    record: dict[str, Any] = {"id": row_id(data), "parts": {"run": {"steps": run.ended()}}}
    meta = {key: value for key, value in data.items() if key not in KNOWN and value is not None}
    meta |= {"mended": run.mended} if run.mended else {}
    return Row(row.number, {**record, "meta": meta} if meta else record)


def _message(run: Run, index: int, message: Mapping[str, Any]) -> None:
    role, content = message["role"], message.get("content")
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content or []
    calls = sum(1 for one in blocks if isinstance(one, Mapping) and one.get("type") in ("tool_use", "server_tool_use"))
    parent: str | None = None
    for block in blocks:
        if not isinstance(block, Mapping):
            run.say(role, str(block))
            continue
        kind = str(block.get("type"))
        if kind == "text":
            parent = run.say(role, block.get("text"))
        elif kind == "thinking":
            parent = run.say(role, block.get("thinking"), kind="thought")
        elif kind == "redacted_thinking":
            run.say(role, None, kind="thought", meta={"redacted": True, "length": len(str(block.get("data") or ""))})
        elif kind in ("tool_use", "server_tool_use"):
            before = parent or (run.steps[-1]["id"] if run.steps else None)
            run.call(
                role, str(block.get("name") or ""), block.get("input"), block.get("id"),
                parent=before, batch=f"b{index}" if calls > 1 else "",
            )  # fmt: skip
        elif kind == "tool_result" or kind.endswith("_tool_result"):
            failed = bool(block.get("is_error"))
            run.result(block.get("tool_use_id"), plain(block.get("content")), error="failed" if failed else None)
        else:
            run.say(role, [dict(block)], meta={"block": kind})


def _texts(system: Any) -> list[str]:
    if isinstance(system, str):
        return [system] if system else []
    return [str(one["text"]) for one in system or [] if isinstance(one, Mapping) and one.get("text")]


def looks(head: bytes) -> bool:
    """Messages whose content has blocks that only this form has."""
    compact = head.replace(b" ", b"")
    return b'"messages"' in head and any(b'"type":' + mark in compact for mark in MARKS)


FORMAT = Format(
    "anthropic",
    "Anthropic messages",
    ("json", "jsonl"),
    looks,
    read,
    particular=True,
    signs="has messages with blocks like tool_use",
)
