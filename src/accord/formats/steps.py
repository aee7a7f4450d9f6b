"""An agent's messages as the steps of a trajectory: calls and their results apart, matched by id, nothing dropped.

Rules that all importers of agent runs share:

- a call and its result are two steps, the result's parent is the call: people must be able to say "right call, misread result";
- calls that one message makes have the same parent and the same `meta.batch`: their order says nothing;
- results are matched by the call's id, never by position; a result without a call stays (`meta.orphan`), a call without a
  result says so (`meta.not_run`);
- arguments are an object; what does not parse is kept as `{"_raw": "..."}`, because broken arguments are a finding;
- ids are kept; an id that is used twice gets `#2`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Step = dict[str, Any]
SYSTEM = ("system", "developer")
RESULTS = ("tool", "function")


class Run:
    """Steps in the order in which they are told; gives ids, finds parents, counts what had to be mended.

    >>> run = Run()
    >>> run.say("user", "Book it")
    's0'
    >>> call = run.call("assistant", "book", '{"seat": 3}', "call_1", parent=None)
    >>> _ = run.result("call_1", "ok")
    >>> [(step["kind"], step.get("parent")) for step in run.steps]
    [('message', None), ('tool_call', None), ('observation', 's1')]
    """

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.mended: dict[str, int] = {}
        self._calls: dict[str, Step] = {}
        self._open: dict[str, Step] = {}
        self._ids: dict[str, int] = {}

    def say(self, agent: str, content: Any, *, kind: str = "message", parent: str | None = None, **more: Any) -> str:
        """A message, thought, plan or the like; the id that it got."""
        return self._add({"kind": kind, "agent": agent, "content": content, **more}, parent)

    def call(
        self, agent: str, tool: str, args: Any, call_id: str | None, *, parent: str | None, batch: str = "", **more: Any
    ) -> str:
        """A tool call; `args` as an object, or as the text that stood for one."""
        step: Step = {
            "kind": "tool_call",
            "agent": agent,
            "tool": tool or "unknown",
            "args": self._object(args),
            **more,
        }
        if batch:
            step["meta"] = {**step.get("meta", {}), "batch": batch}
        name = self._add(step, parent)
        self._open[name] = step
        if call_id:
            known = self._calls.get(call_id)
            if known is not None and known["id"] in self._open:
                self._mend("call-id-used-twice")
            self._calls[call_id] = step
            step["meta"] = {**step.get("meta", {}), "call_id": call_id}
        return name

    def result(self, call_id: str | None, content: Any, *, tool: str = "", error: Any = None, **more: Any) -> str:
        """What came back; its parent is the call of that id."""
        call = self._calls.get(call_id or "")
        step: Step = {
            "kind": "observation",
            "agent": more.pop("agent", tool or (call or {}).get("tool", "tool")),
            **more,
        }
        step["content"] = content
        if tool or call:
            step["tool"] = tool or (call or {})["tool"]
        if error not in (None, "", False):
            step["error"] = error if isinstance(error, str) else json.dumps(error, ensure_ascii=False)
        if call is None:
            self._mend("result-without-call")
            step["meta"] = {**step.get("meta", {}), "orphan": True, **({"call_id": call_id} if call_id else {})}
            return self._add(step, None)
        self._open.pop(call["id"], None)
        return self._add(step, call["id"])

    def ended(self) -> list[Step]:
        """The steps, calls without a result marked; call it once, at the end."""
        for call in self._open.values():
            call["meta"] = {**call.get("meta", {}), "not_run": True}
            self._mend("call-without-result")
        return self.steps

    def _add(self, step: Step, parent: str | None) -> str:
        wanted = str(step.pop("id", "") or f"s{len(self.steps)}").replace("/", "%2F")
        count = self._ids[wanted] = self._ids.get(wanted, 0) + 1
        if count > 1:
            self._mend("id-used-twice")
        name = wanted if count == 1 else f"{wanted}#{count}"
        told = {key: value for key, value in step.items() if value or value == 0}
        step.clear()
        step.update({"id": name, **({"parent": parent} if parent else {}), **told})
        self.steps.append(step)
        return name

    def _object(self, args: Any) -> dict[str, Any]:
        if isinstance(args, Mapping):
            return dict(args)
        if args in (None, ""):
            return {}
        try:
            read = json.loads(args) if isinstance(args, str) else None
        except (ValueError, RecursionError):
            read = None
        if isinstance(read, dict):
            return read
        self._mend("arguments-that-are-no-object")
        return {"_raw": args if isinstance(args, str) else json.dumps(args, ensure_ascii=False)}

    def _mend(self, reason: str) -> None:
        self.mended[reason] = self.mended.get(reason, 0) + 1


def add_chat(run: Run, messages: Sequence[Mapping[str, Any]]) -> None:
    """Messages of the chat-completions form, `{role, content, tool_calls?, tool_call_id?}`, at the end of a run.

    Raises:
        ValueError: a message is none; the text says which.
    """
    for index, message in enumerate(messages):
        if not isinstance(message, Mapping) or not isinstance(message.get("role"), str):
            raise ValueError(f"message {index} has no role")
        role, content = message["role"], message.get("content")
        if content is not None and not isinstance(content, str | list):
            raise ValueError(f"the content of message {index} is neither text nor a list of parts")
        if role in RESULTS:
            name = message.get("tool_call_id") or (message.get("name") if role == "function" else None)
            run.result(name, content, tool=str(message.get("name") or ""))
            continue
        for thought in filter(None, (message.get("reasoning_content"), message.get("reasoning"))):
            run.say(role, thought, kind="thought")
        said = content if content not in (None, "", []) else message.get("refusal")
        parent = None
        calls = list(_calls(message))
        if said not in (None, "", []):
            refused = {"meta": {"refusal": True}} if said is message.get("refusal") and not content else {}
            parent = run.say(role, said, **refused)
        elif not calls and role not in SYSTEM:
            run.say(role, None, meta={"empty": True})
        if calls and parent is None and run.steps:
            parent = run.steps[-1]["id"]
        batch = f"b{index}" if len(calls) > 1 else ""
        for tool, args, call_id in calls:
            run.call(role, tool, args, call_id, parent=parent, batch=batch)


def _calls(message: Mapping[str, Any]) -> Iterator[tuple[str, Any, str | None]]:
    for one in message.get("tool_calls") or []:
        if not isinstance(one, Mapping):
            continue
        inner = one.get("function") if isinstance(one.get("function"), Mapping) else one.get("custom")
        inner = inner if isinstance(inner, Mapping) else one
        args = inner.get("arguments", inner.get("input"))
        yield str(inner.get("name") or ""), args, one.get("id")
    if isinstance(old := message.get("function_call"), Mapping):
        yield str(old.get("name") or ""), old.get("arguments"), old.get("name")


def plain(content: Any) -> Any:
    """Parts that are text as one text; other parts, texts and nothing as they are, anything else as a list of one.

    >>> plain([{"type": "text", "text": "a"}, {"type": "output_text", "text": "b"}])
    'a\\nb'
    """
    if not isinstance(content, list):
        return content if isinstance(content, str) or content is None else [content]
    texts = [one.get("text", one.get("refusal")) for one in content if isinstance(one, Mapping)]
    whole = len(texts) == len(content) and all(isinstance(text, str) for text in texts)
    return "\n".join(texts) if whole else content
