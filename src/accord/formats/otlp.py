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

from accord.formats.deep import elements
from accord.formats.format import Format
from accord.formats.objects import objects
from accord.formats.opening import opened
from accord.formats.rows import Refused, Row
from accord.formats.spans import Span, told
from accord.formats.traces import Traces

REMEDY = (
    "this trace holds no messages: its instrument did not record content. Set "
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=SPAN_ONLY and run again"
)


RESOURCES, SCOPES = ("resourceSpans", "resource_spans"), ("scopeSpans", "scope_spans")


def read(source: opened) -> Iterator[Row | Refused]:
    """A record a trace; its spans may stand in any order and in any of the file's exports (objects, or lines)."""
    traces = Traces()
    for number, span in _read(source):
        if isinstance(span, Refused):
            yield span
        else:
            traces.put(span, number)
    for number, trace, spans in traces:
        yield _record(number, trace, spans)


def _read(source: opened) -> Iterator[tuple[int, Span | Refused]]:
    """The spans of a list export by export; those of objects, which may be all of the file, one by one."""
    if not source.peek().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        for number, _, raw in elements(source, (RESOURCES, SCOPES, "spans")):
            yield number, _checked(number, raw)
        return
    for row in objects(source):
        if isinstance(row, Refused):
            yield row.row, row
            continue
        spans: list[Any] = [None]
        try:
            spans = list(_raw(row.data)) or spans
        except (TypeError, AttributeError) as error:
            spans = [_odd(row.number, error)]
        for raw in spans:
            yield row.number, _checked(row.number, raw)


def _checked(number: int, raw: Any) -> Span | Refused:
    if isinstance(raw, Refused):
        return raw
    if raw is None:
        return Refused(number, "no-spans", "there is no span in it")
    try:
        return _span(raw)
    except (TypeError, ValueError, AttributeError) as error:
        return _odd(number, error)


def _odd(number: int, error: Exception) -> Refused:
    return Refused(number, "not-otlp", f"resourceSpans is not in the form of OTLP JSON: {error}")


def _record(number: int, trace: str, spans: Sequence[Span]) -> Row | Refused:
    run, agent = told(spans)
    steps = run.ended()
    if not steps:
        return Refused(number, "no-content", REMEDY, trace)
    lost = sum(span.lost for span in spans)
    meta: dict[str, Any] = {"agent": agent, "spans": len(spans), "attributes_lost": lost or None}
    meta |= {"note": None if any(s["kind"] == "message" for s in steps) else REMEDY, "mended": run.mended or None}
    record = {"id": trace, "parts": {"run": {"steps": steps}}}
    return Row(number, {**record, "meta": {key: value for key, value in meta.items() if value is not None}})


def _raw(data: Mapping[str, Any]) -> Iterator[Any]:
    for resource in _part(data, RESOURCES):
        for scope in _part(resource, SCOPES):
            yield from scope.get("spans") or []


def _part(data: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((data[name] for name in names if data.get(name)), [])


def _span(one: Mapping[str, Any]) -> Span:
    attributes = _attributes(one.get("attributes"))
    for event in one.get("events") or []:
        inner = _attributes(event.get("attributes"))
        attributes |= {key: value for key, value in inner.items() if key not in attributes}
    status = one.get("status") or {}
    return Span(
        trace=_hex(one.get("traceId", one.get("trace_id", "")), 16),
        id=_hex(one.get("spanId", one.get("span_id", "")), 8),
        parent=_hex(one.get("parentSpanId", one.get("parent_span_id", "")) or "", 8),
        name=str(one.get("name") or ""),
        start=int(one.get("startTimeUnixNano") or 0),
        end=int(one.get("endTimeUnixNano") or 0),
        attributes=attributes,
        error=str(status.get("message") or "failed") if status.get("code") in (2, "STATUS_CODE_ERROR") else "",
        lost=int(one.get("droppedAttributesCount") or 0),
    )


def _attributes(raw: Any) -> dict[str, Any]:
    return {
        str(one["key"]): _value(one.get("value"))
        for one in raw or []
        if isinstance(one, dict | Mapping) and "key" in one
    }


def _value(raw: Any) -> Any:
    if not isinstance(raw, dict | Mapping):  # dict first: asking Mapping is slow
        return raw
    if "stringValue" in raw:
        return raw["stringValue"]
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
    if not text or (len(text) == 2 * size and not text.strip("0123456789abcdefABCDEF")):
        return text.lower()
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text
    return decoded.hex() if len(decoded) == size else text


def looks(head: bytes) -> bool:
    """It begins with the envelope of OTLP JSON."""
    return b'"resourceSpans"' in head or b'"resource_spans"' in head


FORMAT = Format("otlp", "OpenTelemetry traces (OTLP JSON; GenAI, OpenInference)", ("json", "jsonl"), looks, read, particular=True, signs="has resourceSpans")  # fmt: skip
