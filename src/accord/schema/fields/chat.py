"""`chat`: messages in the OpenAI form, with content parts and tool calls.

```yaml
ticket: {type: chat}
```

A value in a record:

```json
[
  {"role": "user", "content": "Can I return this?"},
  {"role": "assistant", "content": "Within 14 days, yes."}
]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest
from accord.schema.fields.base import Base, check_unique
from accord.schema.fields.written import written
from accord.schema.parameters import Parameters

ROLES = ("system", "developer", "user", "assistant", "tool", "function")
KEYS = ("id", "role", "content", "name", "tool_calls", "tool_call_id", "meta")


@dataclass(frozen=True, slots=True)
class Spec:
    """A chat has no parameters of its own."""


class Chat(Base):
    """The field type `chat`."""

    name = "chat"
    element_draws = ("span",)

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """No parameters."""
        return Spec(), Parameters(raw).faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """Nothing to say."""
        return {}

    def validate(self, spec: Spec, value: Any) -> Iterator[Fault]:
        """A list of messages, each with a role and content (or tool calls), ids unique."""
        if not isinstance(value, list) or not value:
            yield Fault("", "not-messages", "a chat is a list of messages with role and content")
            return
        for index, message in enumerate(value):
            yield from (fault.under(f"/{index}") for fault in _check_message(message))
        yield from check_unique(value)

    def normalise(self, spec: Spec, value: Any) -> Any:
        """Every message with its id."""
        return [{"id": str(index), **message} for index, message in enumerate(value)]

    def elements(self, spec: Spec, value: Any) -> Iterator[Mapping[str, Any]]:
        """The messages; `text` is what they say, `tool` the first tool called."""
        for index, message in enumerate(value):
            calls = message.get("tool_calls") or []
            tool = calls[0].get("function", {}).get("name") if calls and isinstance(calls[0], dict) else None
            own = str(message.get("id", index))
            yield {"id": own, "role": message["role"], "text": said(message), "tool": tool, "index": index}

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """What a condition may name of an element."""
        return ("id", "index", "role", "text", "tool")

    def plain_text(self, spec: Spec, value: Any) -> str:
        """What was said, a paragraph a message."""
        return "\n\n".join(filter(None, map(said, value)))

    def present(self, spec: Spec, value: Any, order: list[str] | None) -> Any:
        """Without the messages' meta, where sources keep model names."""
        return [{key: part for key, part in message.items() if key != "meta"} for message in value]

    def shuffled(self, spec: Spec) -> bool:
        """A chat keeps its order."""
        return False


def said(message: Mapping[str, Any]) -> str:
    """The text of a message: its content, or its text parts, or its tool calls.

    >>> said({"role": "user", "content": [{"type": "text", "text": "Hi"}]})
    'Hi'
    """
    content = message.get("content")
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = (part.get("text") for part in content if isinstance(part, dict))
        return "\n".join(part for part in parts if isinstance(part, str))
    calls = message.get("tool_calls")
    return written(calls) if calls else ""


def _check_message(message: Any) -> Iterator[Fault]:
    if not isinstance(message, dict):
        yield Fault("", "not-a-message", "a message is an object with role and content")
        return
    role = message.get("role")
    if role not in ROLES:
        near = nearest(role, ROLES) if isinstance(role, str) else None
        yield Fault("/role", "unknown-role", f"{role!r} is not one of {', '.join(ROLES)}", near)
    content, calls = message.get("content"), message.get("tool_calls")
    if not isinstance(content, str | list) and not (content is None and isinstance(calls, list) and calls):
        yield Fault("/content", "no-content", "content is text or a list of parts")
    if isinstance(content, list) and not all(isinstance(part, dict) and "type" in part for part in content):
        yield Fault("/content", "not-parts", "each content part is an object with its type")
    own = message.get("id", "0")
    if not isinstance(own, str) or not own or "/" in own:
        yield Fault("/id", "bad-id", "an id is text without slashes")
    for key in message:
        if key not in KEYS:
            yield Fault(
                f"/{key}", "unknown-key", f"{key!r} is no part of a message; put it under meta", nearest(str(key), KEYS)
            )


KIND = Chat()
