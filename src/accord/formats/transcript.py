"""Conversations that share their beginning: as messages, or as one text with `Human:` and `Assistant:` (hh-rlhf, chat templates)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

SPEAKERS = {"human": "user", "user": "user", "assistant": "assistant", "system": "system"}
_BEGINS = re.compile(r"\s*(?:Human|User|System): ?")
_TURN = re.compile(r"(?:^|\n\n)(Human|User|Assistant|System):[ \n]?")


def turns(text: str) -> list[dict[str, Any]]:
    """The messages of a text that begins with a speaker, or none.

    >>> turns("\\n\\nHuman: Hi\\n\\nAssistant: Hello: you?\\n\\nA good day.")
    [{'role': 'user', 'content': 'Hi'}, {'role': 'assistant', 'content': 'Hello: you?\\n\\nA good day.'}]
    >>> turns("To be human: a guide")
    []
    """
    if not _BEGINS.match(text):
        return []
    parts = _TURN.split("\n\n" + text.lstrip())[1:]
    return [
        {"role": SPEAKERS[who.lower()], "content": said.strip()}
        for who, said in zip(parts[::2], parts[1::2], strict=True)
    ]


def parted(conversations: Sequence[Sequence[Mapping[str, Any]]]) -> tuple[str, tuple[str, ...]]:
    """What all begin with, and how each goes on, as texts; a message alone stands without its speaker.

    >>> first, second = turns("Human: Hi\\n\\nAssistant: Yes"), turns("Human: Hi\\n\\nAssistant: No")
    >>> parted([first, second])
    ('Hi', ('Yes', 'No'))
    """
    shared = 0
    most = min(map(len, conversations)) - 1
    while shared < most and all(other[shared] == conversations[0][shared] for other in conversations):
        shared += 1
    return told(conversations[0][:shared]), tuple(told(one[shared:]) for one in conversations)


def told(messages: Sequence[Mapping[str, Any]]) -> str:
    """Messages as one text, each with who speaks where there are several."""
    said = [(str(one.get("role") or one.get("from") or ""), _words(one)) for one in messages]
    if len(said) == 1:
        return said[0][1]
    return "\n\n".join(f"{who.capitalize()}: {words}" for who, words in said)


def _words(message: Mapping[str, Any]) -> str:
    said = message.get("content", message.get("value"))
    if isinstance(said, list):
        return "".join(str(part.get("text", "")) for part in said if isinstance(part, Mapping))
    return said if isinstance(said, str) else ""
