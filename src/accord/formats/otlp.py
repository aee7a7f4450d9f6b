"""`otlp`: traces as OTLP JSON, in the GenAI conventions of OpenTelemetry and in OpenInference's flattened attributes.

Every model call of a trace repeats the history, so that each message is told once: what a call's input has beyond the messages
that were told before it is new. Tools come as parts of messages and as spans of their own; they are joined by the call's id.
A record is a trace. Ids are hex, or base64 where protobuf's own printer wrote them.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.spans import Span, told

REMEDY = (
    "this trace holds no messages: its instrument did not record content. Set "
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=SPAN_ONLY and run again"
)


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a trace; spans of one trace may stand in any order, within one export (one object, or one line)."""
    for row in objects(source):
        if isinstance(row, Refused):
            yield row
            continue
        traces: dict[str, list[Span]] = {}
        try:
            for span in _spans(row.data):
                traces.setdefault(span.trace, []).append(span)
        except (TypeError, ValueError, AttributeError) as error:
            yield Refused(row.number, "not-otlp", f"resourceSpans is not in the form of OTLP JSON: {error}")
            continue
        if not traces:
            yield Refused(row.number, "no-spans", "there is no span in it")
        for trace, spans in traces.items():
            yield _record(row.number, trace, spans)


def _record(number: int, trace: str, spans: Sequence[Span]) -> Row | Refused:
    run, agent = told(sorted(spans, key=lambda one: (one.start, one.end)))
    steps = run.ended()
    if not steps:
        return Refused(number, "no-content", REMEDY, trace)
    lost = sum(span.lost for span in spans)
    meta: dict[str, Any] = {"agent": agent, "spans": len(spans), "attributes_lost": lost or None}
    meta |= {"note": None if any(s["kind"] == "message" for s in steps) else REMEDY, "mended": run.mended or None}
    record = {"id": trace, "parts": {"run": {"steps": steps}}}
    return Row(number, {**record, "meta": {key: value for key, value in meta.items() if value is not None}})


def _spans(data: Mapping[str, Any]) -> Iterator[Span]:
    for resource in data.get("resourceSpans", data.get("resource_spans")) or []:
        for scope in resource.get("scopeSpans", resource.get("scope_spans")) or []:
            for one in scope.get("spans") or []:
                attributes = _attributes(one.get("attributes"))
                for event in one.get("events") or []:
                    inner = _attributes(event.get("attributes"))
                    attributes |= {key: value for key, value in inner.items() if key not in attributes}
                status = one.get("status") or {}
                yield Span(
                    trace=_hex(one.get("traceId", one.get("trace_id", "")), 16),
                    id=_hex(one.get("spanId", one.get("span_id", "")), 8),
                    parent=_hex(one.get("parentSpanId", one.get("parent_span_id", "")) or "", 8),
                    name=str(one.get("name") or ""),
                    start=int(one.get("startTimeUnixNano") or 0),
                    end=int(one.get("endTimeUnixNano") or 0),
                    attributes=attributes,
                    error=str(status.get("message") or "failed") if status.get("code") in (2, "STATUS_CODE_ERROR") else "",
                    lost=int(one.get("droppedAttributesCount") or 0),
                )  # fmt: skip


def _attributes(raw: Any) -> dict[str, Any]:
    return {str(one["key"]): _value(one.get("value")) for one in raw or [] if isinstance(one, Mapping) and "key" in one}


def _value(raw: Any) -> Any:
    if not isinstance(raw, Mapping):
        return raw
    if "intValue" in raw:
        return int(raw["intValue"])
    if "arrayValue" in raw:
        return [_value(one) for one in (raw["arrayValue"] or {}).get("values") or []]
    if "kvlistValue" in raw:
        return _attributes((raw["kvlistValue"] or {}).get("values"))
    return next((raw[key] for key in ("stringValue", "doubleValue", "boolValue", "bytesValue") if key in raw), None)


def _hex(raw: Any, size: int) -> str:
    """An id in hex; protobuf's printer writes bytes as base64."""
    text = str(raw)
    if not text or (len(text) == 2 * size and all(letter in "0123456789abcdefABCDEF" for letter in text)):
        return text.lower()
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return decoded.hex() if len(decoded) == size else text


def looks(head: bytes) -> bool:
    """It begins with the envelope of OTLP JSON."""
    return b'"resourceSpans"' in head or b'"resource_spans"' in head


FORMAT = Format("otlp", "OpenTelemetry traces (OTLP JSON; GenAI, OpenInference)", ("json", "jsonl"), looks, read, particular=True)  # fmt: skip
