"""`datadog`: spans of Datadog's LLM Observability, told as runs by the same rules as other traces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.spans import Span, told
from accord.formats.traces import Traces

KINDS = {"llm": "chat", "tool": "execute_tool", "retrieval": "retrieval", "agent": "invoke_agent", "workflow": "invoke_workflow"}  # fmt: skip


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a trace; a row is a span, or an object with `spans`. They wait in a file until all are read."""
    traces = Traces()
    for row in objects(source):
        if isinstance(row, Refused):
            yield row
            continue
        inner = row.data.get("spans")
        for raw in inner if isinstance(inner, list) else [row.data]:
            span = _span(raw)
            if isinstance(span, str):
                yield Refused(row.number, "not-a-span", span)
            else:
                traces.put(span, row.number)
    for number, trace, spans in traces:
        run, agent = told(spans)
        steps = run.ended()
        if not steps:
            yield Refused(number, "no-content", "this trace holds neither messages nor tool calls", trace)
            continue
        meta = {"agent": agent, "spans": len(spans), "mended": run.mended or None}
        record = {"id": trace, "parts": {"run": {"steps": steps}}}
        yield Row(number, {**record, "meta": {key: value for key, value in meta.items() if value is not None}})


def _span(raw: Any) -> Span | str:
    if not isinstance(raw, Mapping) or not raw.get("span_id") or not isinstance(raw.get("meta"), Mapping):
        return "a span has span_id and meta"
    meta = raw["meta"]
    kind = str(meta.get("span.kind") or meta.get("kind") or (raw.get("span_kind") or ""))
    given, came = meta.get("input") or {}, meta.get("output") or {}
    attributes: dict[str, Any] = {"gen_ai.operation.name": KINDS.get(kind, kind)}
    if kind == "llm":
        attributes["gen_ai.input.messages"] = [_message(one) for one in _list(given)]
        attributes["gen_ai.output.messages"] = [_message(one) for one in _list(came)]
        attributes["gen_ai.request.model"] = meta.get("model_name")
        metrics = raw.get("metrics") if isinstance(raw.get("metrics"), Mapping) else {}
        attributes["gen_ai.usage.input_tokens"] = _whole(metrics.get("input_tokens"))
        attributes["gen_ai.usage.output_tokens"] = _whole(metrics.get("output_tokens"))
    elif kind in ("tool", "retrieval"):
        attributes["gen_ai.tool.name"] = raw.get("name")
        attributes["gen_ai.tool.call.arguments"] = given.get("value") if isinstance(given, Mapping) else given
        attributes["gen_ai.tool.call.result"] = came.get("value") if isinstance(came, Mapping) else came
    elif kind == "agent":
        attributes["gen_ai.agent.name"] = raw.get("name")
    start = int(raw.get("start_ns") or 0)
    error = str((meta.get("error") or {}).get("message") or "") if isinstance(meta.get("error"), Mapping) else ""
    return Span(
        trace=str(raw.get("trace_id") or "trace"),
        id=str(raw["span_id"]),
        parent=str(raw.get("parent_id") or ""),
        name=str(raw.get("name") or ""),
        start=start,
        end=start + int(raw.get("duration") or 0),
        attributes={key: value for key, value in attributes.items() if value is not None},
        error=error,
    )


def _list(side: Any) -> list[Any]:
    if not isinstance(side, Mapping):
        return [{"role": "assistant", "content": side}] if side else []
    messages = side.get("messages")
    return messages if isinstance(messages, list) else [{"content": side["value"]}] if side.get("value") else []


def _message(one: Any) -> dict[str, Any]:
    one = one if isinstance(one, Mapping) else {"content": str(one)}
    role = str(one.get("role") or "assistant")
    parts: list[dict[str, Any]] = []
    if role == "tool":
        parts.append({"type": "tool_call_response", "id": one.get("tool_id", one.get("tool_call_id")), "response": one.get("content")})  # fmt: skip
    elif one.get("content"):
        parts.append({"type": "text", "content": one["content"]})
    for call in one.get("tool_calls") or []:
        if isinstance(call, Mapping):
            parts.append({"type": "tool_call", "id": call.get("tool_id"), "name": call.get("name"), "arguments": call.get("arguments")})  # fmt: skip
    for result in one.get("tool_results") or []:
        if isinstance(result, Mapping):
            parts.append({"type": "tool_call_response", "id": result.get("tool_id"), "response": result.get("result")})
    return {"role": role, "parts": parts}


def _whole(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def looks(head: bytes) -> bool:
    """Spans with Datadog's names."""
    return b'"span_id"' in head and b'"meta"' in head and (b'"span.kind"' in head or b'"start_ns"' in head)


FORMAT = Format(
    "datadog",
    "Datadog LLM Observability spans",
    ("json", "jsonl"),
    looks,
    read,
    particular=True,
    signs="has spans with span_id and meta",
)
