"""A record's prompt and answers as the messages that trainers read: plain string contents, four roles, arguments as objects."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

ROLES = {
    "human": "user",
    "gpt": "assistant",
    "developer": "system",
    "function": "tool",
    "observation": "tool",
}


class Untrainable(ValueError):
    """This part cannot be told to a trainer without changing what it says; the message is the reason."""


def prompt_of(values: Mapping[str, Any], judged: str) -> list[dict[str, Any]]:
    """What the answers in the field `judged` answer: the record's conversation, else its texts as one user message.

    >>> prompt_of({"prompt": "Why?", "replies": []}, "replies")
    [{'role': 'user', 'content': 'Why?'}]

    Raises:
        Untrainable: there is none, or it does not end with somebody asking.
    """
    texts: list[str] = []
    for name, value in values.items():
        if name == judged:
            continue
        if _is_chat(value):
            found = messages(value)
            break
        if isinstance(value, str) and value.strip():
            texts.append(value)
    else:
        if not texts:
            raise Untrainable("no prompt")
        found = [{"role": "user", "content": "\n\n".join(texts)}]
    if found[-1]["role"] not in ("user", "tool"):
        raise Untrainable("prompt does not end with the user")
    return found


def completion(candidate: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One answer as messages.

    Raises:
        Untrainable: it says nothing.
    """
    if "messages" in candidate:
        found = messages(candidate["messages"])
    else:
        found = [{"role": "assistant", "content": str(candidate.get("text") or "")}]
    if not found or not (found[-1]["content"].strip() or found[-1].get("tool_calls")):
        raise Untrainable("empty answer")
    return found


def messages(chat: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The messages with nothing but what trainers know.

    Raises:
        Untrainable: a picture or the like, or tool arguments that are no JSON object.
    """
    return [_message(message) for message in chat]


def _message(message: Mapping[str, Any]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "role": ROLES.get(message["role"], message["role"]),
        "content": _content(message.get("content")),
    }
    if calls := message.get("tool_calls"):
        out["tool_calls"] = [_call(call) for call in calls]
    for key in ("tool_call_id", "name"):
        if key in message and out["role"] == "tool":
            out[key] = message[key]
    return out


def _content(content: Any) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if any(part.get("type") != "text" for part in content):
        raise Untrainable("content that is not text")
    return "\n".join(str(part.get("text", "")) for part in content)


def _call(call: Mapping[str, Any]) -> dict[str, Any]:
    function = call.get("function") or {}
    arguments = function.get("arguments")
    if isinstance(arguments, str):
        try:
            arguments = json.loads(arguments)
        except ValueError:
            arguments = None
    if not isinstance(arguments, dict) or not isinstance(function.get("name"), str):
        raise Untrainable("tool arguments that are no object")
    identity = {"id": str(call["id"])} if "id" in call else {}
    return {**identity, "type": "function", "function": {"name": function["name"], "arguments": arguments}}


def _is_chat(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) and "role" in one for one in value)
