"""`trajectory`: what an agent did, step by step: plans, thoughts, messages, tool calls and what came back, hand-offs, approvals.

```yaml
fields: {run: {type: trajectory}}
questions:
  right: {type: label, each: run, where: "kind == 'tool_call'", options: [needed, useless, harmful]}
  first_error: {type: label, options: {from: run}, required: false}
```

A value in a record:

```json
{
  "goals": ["Book the cheapest flight"],
  "steps": [
    {"kind": "message", "role": "user", "content": "A flight to Oslo, please."},
    {"kind": "tool_call", "tool": "search", "args": {"to": "OSL"}, "result": "2 flights"},
    {"kind": "message", "role": "assistant", "content": "There is one at noon."}
  ]
}
```
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault, nearest
from accord.schema.fields.base import Base, check_id, check_keys, check_unique, with_ids
from accord.schema.fields.chat import said
from accord.schema.fields.written import written
from accord.schema.parameters import Parameters

STEP_KINDS = (
    *("plan", "thought", "message", "tool_call", "observation", "memory_read", "memory_write"),
    *("handoff", "approval"),
)
KEYS = (
    *("id", "parent", "agent", "kind", "role", "content", "tool", "args", "result", "error"),
    *("started_at", "ended_at", "tokens", "cost", "model", "meta"),
)
HIDDEN = ("model", "meta")


@dataclass(frozen=True, slots=True)
class Spec:
    """Whether models' names are hidden."""

    blind: bool = True


class Trajectory(Base):
    """The field type `trajectory`."""

    name = "trajectory"
    element_draws = ("span",)

    def parse(self, raw: Mapping[str, Any]) -> tuple[Spec, list[Fault]]:
        """How it is shown.

        Parameters:
            blind: people do not see models' names and meta
        """
        p = Parameters(raw)
        return Spec(p.flag("blind", True)), p.faults()

    def dump(self, spec: Spec) -> dict[str, Any]:
        """In full."""
        return {"blind": spec.blind}

    def validate(self, spec: Spec, value: Any) -> Iterator[Fault]:
        """A list of steps, or `{goals, steps}`; a step's parent is an earlier step."""
        if isinstance(value, dict):
            yield from check_keys(value, ("goals", "steps"), "trajectory")
            goals = value.get("goals", [])
            if not isinstance(goals, list) or not all(isinstance(goal, str) for goal in goals):
                yield Fault("/goals", "not-a-list-of-text", "goals is a list of texts")
            yield from (fault.under("/steps") for fault in _check_steps(value.get("steps")))
        else:
            yield from _check_steps(value)

    def rewritable(self, spec: Spec, value: Any) -> Any:
        """The steps as people see them: insert, delete, edit, reorder."""
        return self.present(spec, value, None)["steps"]

    def check_rewrite(self, spec: Spec, value: Any, new: Any) -> Iterator[Fault]:
        """A list of steps."""
        yield from _check_steps(new)

    def normalise(self, spec: Spec, value: Any) -> Any:
        """`{goals, steps}`, every step with its id."""
        whole = value if isinstance(value, dict) else {"steps": value}
        goals = {"goals": whole["goals"]} if whole.get("goals") else {}
        return {**goals, "steps": with_ids(whole["steps"])}

    def elements(self, spec: Spec, value: Any) -> Iterator[Mapping[str, Any]]:
        """The steps; `text` is what is said, or what was called with and came back."""
        for index, step in enumerate(value["steps"]):
            named = {key: step.get(key) for key in ("kind", "role", "agent", "tool", "parent")}
            failed = step.get("error") not in (None, "", False)
            yield {"id": step["id"], "index": index, "text": _text(step), "failed": failed, **named}

    def parts(self, spec: Spec) -> tuple[str, ...]:
        """Kind, role, agent, tool, parent, text, and whether it failed."""
        return ("id", "index", "text", "failed", "kind", "role", "agent", "tool", "parent")

    def plain_text(self, spec: Spec, value: Any) -> str:
        """Goals, then what each step says or did."""
        return "\n\n".join(filter(None, [*value.get("goals", []), *map(_text, value["steps"])]))

    def present(self, spec: Spec, value: Any, order: list[str] | None) -> Any:
        """Without models' names and meta when blind."""
        if not spec.blind:
            return value
        return {**value, "steps": [{k: v for k, v in step.items() if k not in HIDDEN} for step in value["steps"]]}


def _text(step: Mapping[str, Any]) -> str:
    words = said({"content": step.get("content")})
    called = f"{step.get('tool') or ''}({_data(step['args'])})" if step.get("args") is not None else ""
    came = [_data(step[key]) for key in ("result", "error") if step.get(key) is not None]
    return "\n".join(filter(None, [words, called, *came]))


def _data(value: Any) -> str:
    return value if isinstance(value, str) else written(value)


def _check_steps(value: Any) -> Iterator[Fault]:
    if not isinstance(value, list) or not value:
        yield Fault("", "not-steps", "a trajectory is a list of steps, each with its kind")
        return
    yield from check_unique(value)
    earlier: set[str] = set()
    for index, step in enumerate(value):
        for fault in (*_check_step(step), *_check_parent(step, earlier, value)):
            yield fault.under(f"/{index}")
        if isinstance(step, dict) and isinstance(step.get("id", ""), str):
            earlier.add(step.get("id", str(index)))


def _check_parent(step: Any, earlier: set[str], steps: list[Any]) -> Iterator[Fault]:
    """A parent is an earlier step: so there are no circles."""
    parent = step.get("parent") if isinstance(step, dict) else None
    if parent is None or (isinstance(parent, str) and parent in earlier):
        return
    if not isinstance(parent, str):
        yield Fault("/parent", "not-text", "a parent is the id of an earlier step")
    elif any(isinstance(one, dict) and one.get("id") == parent for one in steps):
        message = f"{parent[:80]!r} is this step or a later one; a parent comes earlier, so that runs have no circles"
        yield Fault("/parent", "unknown-reference", message)
    else:
        yield Fault(
            "/parent", "unknown-reference", f"no step has the id {parent[:80]!r}", nearest(parent[:80], earlier)
        )


def _check_step(step: Any) -> Iterator[Fault]:
    if not isinstance(step, dict):
        yield Fault("", "not-a-step", "a step is an object with its kind")
        return
    kind = step.get("kind")
    if not isinstance(kind, str) or kind not in STEP_KINDS:
        near = nearest(kind[:80], STEP_KINDS) if isinstance(kind, str) else None
        yield Fault("/kind", "unknown-option", f"a step's kind is one of {', '.join(STEP_KINDS)}", near)
    for key in ("agent", "role", "tool", "model"):
        if not isinstance(step.get(key) or "", str):
            yield Fault(f"/{key}", "not-text", f"{key} is text")
    if not isinstance(step.get("content"), str | list | None):
        yield Fault("/content", "not-text", "content is text or a list of parts")
    if step.get("kind") == "tool_call" and not step.get("tool"):
        yield Fault("/tool", "missing", "a tool call names its tool")
    for key in ("started_at", "ended_at"):
        if not isinstance(step.get(key), str | int | float | None) or isinstance(step.get(key), bool):
            yield Fault(f"/{key}", "not-a-time", f"{key} is a time (RFC 3339) or seconds")
    cost = step.get("cost")
    if cost is not None and (isinstance(cost, bool) or not isinstance(cost, int | float) or not math.isfinite(cost)):
        yield Fault("/cost", "not-a-number", "cost is a number")
    yield from check_id(step)
    yield from check_keys(step, KEYS, "step")


KIND = Trajectory()
