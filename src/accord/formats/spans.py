"""Spans of a trace told as one run: messages once each, tool calls joined with the spans in which they ran."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic_core import from_json

from accord.formats.steps import Run, Step

CALLS = ("chat", "generate_content", "text_completion", "LLM")
MEMORY = {"search_memory": "memory_read", "create_memory": "memory_write", "update_memory": "memory_write", "upsert_memory": "memory_write", "delete_memory": "memory_write"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """One span with plain attributes; times in nanoseconds since 1970, 0 where there is none."""

    trace: str
    id: str
    parent: str
    name: str
    start: int
    end: int
    attributes: Mapping[str, Any] = field(default_factory=dict)
    error: str = ""
    lost: int = 0

    @property
    def kind(self) -> str:
        """The operation in the words of its convention."""
        found = self.attributes.get("gen_ai.operation.name") or self.attributes.get("openinference.span.kind")
        return str(found or "")

    def plain(self) -> tuple[Any, ...]:
        """What `Span(*...)` takes, in types of JSON."""
        ends = (self.start, self.end)
        return (self.trace, self.id, self.parent, self.name, *ends, dict(self.attributes), self.error, self.lost)


@dataclass(slots=True)
class Message:
    """A message in one form for both conventions: `calls` are (id, name, arguments), `results` (id, content)."""

    role: str
    texts: list[str] = field(default_factory=list)
    thoughts: list[str] = field(default_factory=list)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    results: list[tuple[str, Any]] = field(default_factory=list)

    def same(self) -> Sequence[Any]:
        """What makes two messages the same."""
        return self.role, self.texts, self.calls, self.results


def told(spans: Sequence[Span]) -> tuple[Run, str | None]:
    """The run that these spans tell (in the order of their times), and the agent's name where one is said."""
    run, known, placed = Run(), list[Sequence[Any]](), dict[str, Step]()
    agent = next((str(a) for s in spans if (a := s.attributes.get("gen_ai.agent.name") or s.attributes.get("agent.name"))), None)  # fmt: skip
    ran = {str(call): span for span in spans if _is_tool(span) and (call := _call_id(span))}
    for span in spans:
        if span.kind in CALLS:
            _tell_call(run, span, known, placed, ran)
        elif _is_tool(span):
            call = _call_id(span) or _same(span, placed)
            if call not in placed:
                _tell_tool(run, span, call, placed)
            elif f"result:{call}" not in placed and (result := _result(span)) is not None:
                run.result(call, result, error=span.error or None, **_times(span))
                placed[f"result:{call}"] = run.steps[-1]
        elif span.kind in MEMORY:
            said = span.attributes.get("gen_ai.memory.query.text") or span.attributes.get("gen_ai.memory.records")
            run.say(agent or "agent", _plain(said), kind=MEMORY[span.kind], **_times(span))
        elif span.kind == "plan":
            run.say(agent or "agent", span.name, kind="plan", **_times(span))
    return run, agent


def _same(span: Span, placed: Mapping[str, Step]) -> str:
    """The call that a tool's span without an id belongs to: the first of that tool that has no result yet."""
    name = str(span.attributes.get("tool.name") or span.attributes.get("gen_ai.tool.name") or span.name)
    waiting = (call for call, step in placed.items() if step.get("tool") == name and step["kind"] == "tool_call")
    return next((call for call in waiting if f"result:{call}" not in placed), "")


def _tell_call(
    run: Run, span: Span, known: list[Sequence[Any]], placed: dict[str, Step], ran: Mapping[str, Span]
) -> None:
    given, came = list(messages(span, "input")), list(messages(span, "output"))
    keys = [one.same() for one in given]
    same = 0
    while same < min(len(keys), len(known)) and keys[same] == known[same]:
        same += 1
    for message in given[same:]:
        _tell(run, message, span, placed, ran, {})
    for message in came:
        _tell(run, message, span, placed, ran, _spent(span))
    known[:] = [*keys, *(one.same() for one in came)]


def _tell(run: Run, message: Message, span: Span, placed: dict[str, Step], ran: Mapping[str, Span], spent: dict[str, Any]) -> None:  # fmt: skip
    parent = run.steps[-1]["id"] if run.steps else None
    for thought in message.thoughts:
        parent = run.say(message.role, thought, kind="thought", **_times(span))
    for text in message.texts:
        if text:
            parent = run.say(message.role, text, **_times(span), **spent)
            spent = {}
    batch = f"b{span.id}" if len(message.calls) > 1 else ""
    fresh = [one for one in message.calls if one[0] not in placed]
    for call, name, args in fresh:
        inner = ran.get(call)
        run.call(
            message.role, name, args, call, parent=parent, batch=batch, **(_times(inner) if inner else {}), **spent
        )
        spent = {}
        placed[call] = run.steps[-1]
    for call, _, _ in fresh:  # results come from the spans in which the tools ran, where there are any
        inner = ran.get(call)
        if inner and (result := _result(inner)) is not None:
            run.result(call, result, error=inner.error or None, **_times(inner))
            placed[f"result:{call}"] = run.steps[-1]
    for call, content in message.results:
        if f"result:{call}" not in placed:
            run.result(call or None, content)
            placed[f"result:{call}"] = run.steps[-1]


def _tell_tool(run: Run, span: Span, call: str, placed: dict[str, Step]) -> None:
    """A tool's span that no message told of."""
    a = span.attributes
    name = str(a.get("gen_ai.tool.name") or a.get("tool.name") or span.name)
    args = a.get("gen_ai.tool.call.arguments", a.get("input.value", a.get("tool.parameters")))
    call = call or f"span-{span.id}"
    run.call("agent", name, args, call, parent=None, **_times(span))
    placed[call] = run.steps[-1]
    if (result := _result(span)) is not None or span.error:
        run.result(call, result, error=span.error or None, **_times(span))
        placed[f"result:{call}"] = run.steps[-1]


def messages(span: Span, side: str) -> Iterator[Message]:
    """The messages of a model call: `side` is input or output. Of the GenAI conventions, else OpenInference's."""
    raw = _parsed(span.attributes.get(f"gen_ai.{side}.messages"))
    if isinstance(raw, list):
        system = _parsed(span.attributes.get("gen_ai.system_instructions")) if side == "input" else None
        if isinstance(system, list):
            yield _of_parts("system", system)
        for one in raw:
            if isinstance(one, dict | Mapping):
                yield _of_parts(str(one.get("role") or "assistant"), one.get("parts") or [])
        return
    for one in _unflattened(span.attributes, f"llm.{side}_messages."):
        yield _of_inference(one.get("message", one))


def _of_parts(role: str, parts: Any) -> Message:
    out = Message(role)
    for part in parts if isinstance(parts, list) else []:
        kind = part.get("type") if isinstance(part, dict | Mapping) else None
        if kind == "text":
            out.texts.append(str(part.get("content") or ""))
        elif kind == "reasoning":
            out.thoughts.append(str(part.get("content") or ""))
        elif kind in ("tool_call", "server_tool_call"):
            out.calls.append((str(part.get("id") or ""), str(part.get("name") or ""), part.get("arguments")))
        elif kind in ("tool_call_response", "server_tool_call_response"):
            out.results.append((str(part.get("id") or ""), _plain(part.get("response", part.get("result")))))
        elif kind:
            out.texts.append(json.dumps(part, ensure_ascii=False, default=str))
    return out


def _of_inference(one: Mapping[str, Any]) -> Message:
    role = str(one.get("role") or "assistant")
    out = Message(role)
    contents = [part.get("message_content", part) for part in one.get("contents") or []]
    texts = [str(part["text"]) for part in contents if part.get("text")]
    content = one.get("content")
    if role == "tool":
        out.results.append((str(one.get("tool_call_id") or ""), content or "\n".join(texts)))
    elif content or texts:
        out.texts.append(str(content) if content else "\n".join(texts))
    for call in one.get("tool_calls") or []:
        inner = call.get("tool_call", call)
        function = inner.get("function") or {}
        out.calls.append((str(inner.get("id") or ""), str(function.get("name") or ""), function.get("arguments")))
    return out


def _unflattened(attributes: Mapping[str, Any], prefix: str) -> list[dict[str, Any]]:
    """`a.0.b.c = 1` as nested objects; numbers in keys are places in a list, with gaps and in any order."""
    root: dict[str, Any] = {}
    for key, value in attributes.items():
        if key.startswith(prefix):
            at = root
            *path, last = key.removeprefix(prefix).split(".")
            for part in path:
                at = at.setdefault(part, {}) if isinstance(at.get(part, {}), dict) else {}
            at[last] = value
    out = _listed(root)
    return [one for one in out if isinstance(one, dict)] if isinstance(out, list) else []


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(one) for key, one in value.items()}


def _is_tool(span: Span) -> bool:
    return span.kind in ("execute_tool", "TOOL", "retrieval", "RETRIEVER")


def _call_id(span: Span) -> str:
    return str(span.attributes.get("gen_ai.tool.call.id") or span.attributes.get("tool.id") or "")


def _result(span: Span) -> Any:
    a = span.attributes
    found = a.get("gen_ai.tool.call.result", a.get("output.value", a.get("gen_ai.retrieval.documents")))
    return _plain(found)


def _plain(value: Any) -> Any:
    return value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False, default=str)


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    for reader in (from_json, json.loads):  # the quick one, then the one that also takes halves of surrogate pairs
        try:
            return reader(value)
        except ValueError:
            continue
    return None


def _times(span: Span) -> dict[str, Any]:
    ends = {"started_at": span.start, "ended_at": span.end}
    return {key: _moment(value) for key, value in ends.items() if value}


@lru_cache(1024)
def _moment(nanoseconds: int) -> str:
    whole, rest = divmod(nanoseconds, 10**9)
    return f"{datetime.fromtimestamp(whole, UTC).isoformat()[:19]}.{rest // 1000:06d}Z"


def _spent(span: Span) -> dict[str, Any]:
    a = span.attributes
    tokens = {
        "in": a.get("gen_ai.usage.input_tokens", a.get("llm.token_count.prompt")),
        "out": a.get("gen_ai.usage.output_tokens", a.get("llm.token_count.completion")),
    }
    known = {key: value for key, value in tokens.items() if isinstance(value, int)}
    model = a.get("gen_ai.response.model") or a.get("gen_ai.request.model") or a.get("llm.model_name")
    return {**({"tokens": known} if known else {}), **({"model": str(model)} if model else {})}
