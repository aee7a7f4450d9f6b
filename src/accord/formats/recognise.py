"""What a file of model outputs holds, by the shape of its first rows: prompts with answers, pairs, or chats.

Files come as teams happen to have them: `response_a`/`response_b`, `chosen`/`rejected`, a list under `responses`, one `output`,
a list of `messages`. `recognise` names the parts, `Shape.parts` takes them out of a row, and `fit` puts them into the fields
of a project by the fields' types, so that no workflow needs code of its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accord.formats.counterparts import counterparts, words
from accord.formats.steps import Run, add_chat
from accord.formats.transcript import parted, told, turns

if TYPE_CHECKING:
    from accord.schema import Spec

PROMPTS = ("prompt", "question", "instruction", "query", "input", "user", "task", "context", "request")
ANSWERS = (
    "response",
    "answer",
    "output",
    "completion",
    "reply",
    "generation",
    "prediction",
    "summary",
    "candidate",
    "ans",
    "resp",
)
LISTS = (*(f"{word}s" for word in ANSWERS), "replies", "summaries", "texts")
CHATS = ("messages", "conversation", "conversations", "chat", "dialogue", "dialog", "turns")
PAIR = ("chosen", "rejected")
KNOWN = frozenset(("reference", "ref", "gold", "expected", "ideal", "target", "truth"))  # what is right is not judged
NO_PROMPT = frozenset(("id", "ids", "hash", "index", "number", "type", "category", "polarity"))
SHAREGPT = {"human": "user", "user": "user", "gpt": "assistant", "assistant": "assistant", "system": "system"}


@dataclass(frozen=True)
class Shape:
    """Where the parts of a row are. `answers` are column names, or one column that holds a list; `chat` holds messages."""

    prompt: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    listed: bool = False
    chat: str | None = None

    @property
    def says(self) -> str:
        """One line for the person: what was recognised, by which columns."""
        prompt = f"a prompt ({' + '.join(self.prompt)})" if self.prompt else "no prompt"
        if self.chat and not self.answers:
            return f"chats ({self.chat})"
        if self.listed:
            return f"{prompt} and a list of answers ({self.answers[0]})"
        count = {1: "one answer", 2: "two answers"}.get(len(self.answers), f"{len(self.answers)} answers")
        return f"{prompt} and {count} ({', '.join(self.answers)})"

    @property
    def used(self) -> frozenset[str]:
        """The columns that become values; the rest is kept as `meta`."""
        return frozenset((*self.prompt, *self.answers, *([self.chat] if self.chat else [])))

    def parts(self, row: Mapping[str, Any]) -> Parts:
        """The prompt, answers and chat of one row.

        Raises:
            ValueError: the row lacks what the first rows had; the message names the column.
        """
        prompt = "\n\n".join(text for name in self.prompt if (text := _asked(row.get(name))))
        if self.chat and not self.answers:
            return Parts(prompt, (), messages(row.get(self.chat), self.chat))
        raw = row.get(self.answers[0]) if self.listed else [row.get(name) for name in self.answers]
        if not isinstance(raw, list):
            raise ValueError(f"{self.answers[0]} is no list of answers")
        told_as = [answer if is_chat(answer) else turns(answer) if isinstance(answer, str) else [] for answer in raw]
        if len(raw) > 1 and all(told_as):
            begun, answers = parted(told_as)
            prompt = prompt or begun
        else:
            answers = tuple(_text(answer) for answer in raw)
        if empty := [i for i, answer in enumerate(answers) if not answer]:
            name = self.answers[0] if self.listed else self.answers[empty[0]]
            raise ValueError(f"{name} holds no text")
        return Parts(prompt, answers, None)


@dataclass(frozen=True)
class Parts:
    """What one row gives: a prompt (may be empty), the answers in the file's order, or a chat."""

    prompt: str
    answers: tuple[str, ...]
    chat: list[dict[str, Any]] | None


def recognise(rows: Sequence[Mapping[str, Any]]) -> Shape | None:
    """The shape that most of these rows share, or None; a row that lacks a part is refused when it is read, not here.

    >>> recognise([{"question": "Why?", "response_a": "So.", "response_b": "Because."}]).says
    'a prompt (question) and two answers (response_a, response_b)'
    >>> recognise([{"messages": [{"role": "user", "content": "Hi"}]}]).says
    'chats (messages)'
    >>> recognise([{"height": 3}]) is None
    True
    """
    if not rows:
        return None
    known = dict.fromkeys(name for row in rows for name in row)
    columns = [name for name in known if _most(_present(row.get(name)) for row in rows)]
    lower = {name.lower(): name for name in columns}
    prompt = tuple(lower[word] for word in PROMPTS if word in lower and _is_text(rows, lower[word]))[:2]
    if all(word in lower for word in PAIR):
        return Shape(prompt, tuple(lower[word] for word in PAIR))
    for word in LISTS:
        if word in lower and _most(_several(row.get(lower[word])) for row in rows):
            return Shape(prompt, (lower[word],), listed=True)
    texts = [name for name in columns if name not in prompt and _is_text(rows, name)]
    if several := counterparts(rows, texts, ANSWERS, asked=bool(prompt)):
        return Shape(prompt, several)
    for word in CHATS:
        if word in lower and _most(is_chat(row.get(lower[word])) for row in rows):
            return Shape((), (), chat=lower[word])
    for word in (*ANSWERS, "text", "content"):
        if word in lower and _is_text(rows, lower[word]) and lower[word] not in prompt:
            return Shape(prompt, (lower[word],))
    return _by_last_word(rows, columns)


def _by_last_word(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> Shape | None:
    """Columns that end like an answer (`chatgpt_response`, `right_answer`), with one that is or ends like a prompt."""
    prompts, answers = (
        [name for name in columns if words(name)[-1:] in kinds and _is_text(rows, name)]
        for kinds in ([[word] for word in PROMPTS], [[word] for word in ANSWERS])
    )
    answers = [name for name in answers if not KNOWN.intersection(words(name))]
    return Shape(tuple(prompts[:1]), tuple(answers)) if prompts and answers else None


def prompts(rows: Sequence[Mapping[str, Any]]) -> str | None:
    """The column that holds prompts, where a file has nothing else to judge.

    >>> prompts([{"prompt_id": "7", "prompt_text": "Why?", "hazard": "h"}])
    'prompt_text'
    """
    columns = dict.fromkeys(name for row in rows for name in row)
    found = [name for name in columns if set(words(name)) & set(PROMPTS) and not set(words(name)) & NO_PROMPT]
    found.sort(key=lambda name: name.lower() not in PROMPTS)  # one that is called so outright
    return next((name for name in found if _is_text(rows, name)), None)


def fit(spec: Spec, shape: Shape, row: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """The row as a record of this project, or None where the project has no place for what the row holds.

    The answers go to the field of type `candidates` where there is one, else one answer to the last `text` field or, with its
    prompt, to the `chat` field; the prompt goes to the field before.
    """
    return _record(spec.fields, shape, row, name)


def chat_as(fields: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any] | None:
    """A row that is a chat, as a record of these fields: a run where they take runs, else a conversation; None for other rows."""
    shape = recognise([row])
    return _record(fields, shape, row, row_id(row)) if shape and shape.chat and not shape.answers else None


def _record(fields: Mapping[str, Any], shape: Shape, row: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    parts = shape.parts(row)
    by_type: dict[str, list[str]] = {}
    for field_name, field in fields.items():
        by_type.setdefault(field.kind.name, []).append(field_name)
    mended: dict[str, int] = {}
    values = _values(by_type, parts, mended)
    needed = {name for name, field in fields.items() if field.required}
    if values is None or needed - set(values):
        return None
    meta = {key: value for key, value in row.items() if key not in shape.used and key != "id" and value is not None}
    meta |= {"mended": mended} if mended else {}
    record: dict[str, Any] = {"id": name, "values": values}
    return {**record, "meta": meta} if meta else record


def _values(by_type: Mapping[str, list[str]], parts: Parts, mended: dict[str, int]) -> dict[str, Any] | None:
    """The values by field; what had to be mended in a run is counted in `mended`."""
    texts, chats, several = by_type.get("text", []), by_type.get("chat", []), by_type.get("candidates", [])
    asked: list[dict[str, Any]] = [{"role": "user", "content": parts.prompt}] if parts.prompt else []
    if len(parts.answers) > 1:
        if not several:
            return None
        values: dict[str, Any] = {several[0]: [{"text": answer} for answer in parts.answers]}
        if chats and asked:
            return {**values, chats[0]: asked}
        return {**values, texts[0]: parts.prompt} if texts and parts.prompt else values
    if several:
        return None
    if by_type.get("trajectory") and not chats and parts.chat:
        run = Run()
        add_chat(run, parts.chat)
        steps = run.ended()
        mended.update(run.mended)
        return {by_type["trajectory"][0]: {"steps": steps}}
    if chats:
        told = [{"role": "assistant", "content": parts.answers[0]}] if parts.answers else []
        return {chats[0]: parts.chat or [*asked, *told]}
    if parts.chat is not None or not texts:
        return None
    if len(texts) == 1:
        return {texts[0]: parts.answers[0]}
    return {texts[0]: parts.prompt, texts[-1]: parts.answers[0]} if parts.prompt else None


def row_id(row: Mapping[str, Any]) -> str:
    """The row's own id, else a name made of its content: it stays the same when rows are put in before it.

    >>> row_id({"id": 7}), row_id({"text": "a"}) == row_id({"text": "a"})
    ('7', True)
    """
    own = row.get("id")
    if isinstance(own, str | int) and not isinstance(own, bool) and str(own):
        return str(own).replace("/", "%2F")
    content = json.dumps(row, ensure_ascii=True, sort_keys=True, default=str)
    return "row-" + hashlib.sha256(content.encode()).hexdigest()[:16]


def messages(value: Any, name: str) -> list[dict[str, Any]]:
    """A chat in the OpenAI form, out of that form or ShareGPT's `from`/`value`.

    >>> messages([{"from": "human", "value": "Hi"}], "chat")
    [{'role': 'user', 'content': 'Hi'}]
    """
    if not is_chat(value):
        raise ValueError(f"{name} is no list of messages")
    return [
        {"role": SHAREGPT.get(m["from"], m["from"]), "content": m["value"]} if "from" in m else dict(m) for m in value
    ]


def is_chat(value: Any) -> bool:
    """Whether it is a list of messages, in the OpenAI form or ShareGPT's."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(m, Mapping)
            and (("role" in m and ("content" in m or "tool_calls" in m)) or ("from" in m and "value" in m))
            for m in value
        )
    )


def _most(holds: Iterable[bool]) -> bool:
    found = list(holds)
    return 2 * sum(found) > len(found)


def _several(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1


def _present(value: Any) -> bool:
    return value is not None and value != ""


def _is_text(rows: Iterable[Mapping[str, Any]], name: str) -> bool:
    return _most(_text(row.get(name)) != "" for row in rows)


def _text(value: Any) -> str:
    """The text of an answer: a string, an object's text, or the last message of a list."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((value[key] for key in ("text", "content", "response") if isinstance(value.get(key), str)), "")
    if isinstance(value, list) and is_chat(value):
        return _text(value[-1])
    return ""


def _asked(value: Any) -> str:
    """A prompt: a text, or the messages before the answer."""
    return told(value) if is_chat(value) else _text(value)
