"""`openai-responses`: items of OpenAI's Responses API: messages, reasoning, function calls and their outputs.

A row is an object with `input` and `output` (or `items`), or the file is one list of items. Calls are matched by `call_id`:
an item's own `id` may be the same for all. Encrypted reasoning is never shown.
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

MARKS = (b'"function_call_output"', b'"function_call"', b'"output_text"', b'"reasoning"', b'"custom_tool_call"')
LISTS = ("items", "input", "output")


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a conversation; a file that is a list of items is one conversation."""
    loose: list[Mapping[str, Any]] = []
    first = 1
    for row in objects(source):
        if isinstance(row, Refused):
            yield row
        elif any(isinstance(row.data.get(name), list) for name in LISTS):
            yield _record(row.number, row.data, _items(row.data))
        else:
            first = first if loose else row.number
            loose.append(row.data)
    if loose:
        yield _record(first, {"items": loose}, loose)


def _items(data: Mapping[str, Any]) -> list[Any]:
    out: list[Any] = []
    for name in LISTS:
        value = data.get(name)
        if isinstance(value, list):
            out += value
        elif name == "input" and isinstance(value, str):
            out.append({"role": "user", "content": value})
    return out


def _record(number: int, data: Mapping[str, Any], items: list[Any]) -> Row | Refused:
    run = Run()
    if isinstance(data.get("instructions"), str):
        run.say("system", data["instructions"])
    for index, item in enumerate(items):
        if not isinstance(item, Mapping):
            return Refused(number, "not-an-item", f"item {index} is no object", row_id(data))
        _item(run, item)
    if not run.steps:
        return Refused(number, "no-items", "there is nothing in it", row_id(data))
    record: dict[str, Any] = {"id": row_id(data), "parts": {"run": {"steps": run.ended()}}}
    return Row(number, {**record, "meta": {"mended": run.mended}} if run.mended else record)


def _item(run: Run, item: Mapping[str, Any]) -> None:
    kind = str(item.get("type") or "message")
    before = run.steps[-1]["id"] if run.steps else None
    if kind == "message":
        run.say(str(item.get("role") or "assistant"), plain(item.get("content")))
    elif kind == "reasoning":
        summary = "\n".join(str(one.get("text") or "") for one in item.get("summary") or [] if isinstance(one, Mapping))
        hidden = {"meta": {"redacted": True}} if not summary else {}
        run.say("assistant", summary or None, kind="thought", **hidden)
    elif kind.endswith("_call_output"):
        run.result(item.get("call_id"), plain(item.get("output")))
    elif kind in ("function_call", "custom_tool_call"):
        args = item.get("arguments", item.get("input"))
        run.call("assistant", str(item.get("name") or ""), args, item.get("call_id"), parent=before)
    elif kind.endswith("_call"):  # hosted tools hold call and result in one item
        call_id = str(item.get("id") or f"hosted-{len(run.steps)}")
        held = {k: v for k, v in item.items() if k not in ("type", "id", "status", "output", "error", "results")}
        run.call("assistant", str(item.get("name") or kind.removesuffix("_call")), item.get("arguments", held), call_id, parent=before)  # fmt: skip
        came = item.get("output", item.get("results"))
        if came is not None or item.get("error"):
            run.result(call_id, plain(came), error=item.get("error"))
    elif kind.startswith("mcp_approval"):
        run.say("assistant" if kind.endswith("request") else "user", None, kind="approval", args=dict(item))
    else:
        run.say("assistant", None, meta={"item_type": kind, "item": dict(item)})


def looks(head: bytes) -> bool:
    """Items of types that only this form has."""
    compact = head.replace(b" ", b"")
    return any(b'"type":' + mark in compact for mark in MARKS) and b'"messages"' not in head


FORMAT = Format(
    "openai-responses",
    "OpenAI Responses items",
    ("json", "jsonl"),
    looks,
    read,
    particular=True,
    signs="has items like function_call and output_text",
)
