"""Reads the project's `quality`: hidden known answers, attention checks, and rules that act when quality slips.

```yaml
quality:
  gold: {share: 0.05}
  attention: {share: 0.01, records: [check-1, check-2]}
  rules:
    - {collect: gold_accuracy, window: 20, when: "n >= 10 && value < 0.7", do: [suspend, return_work, notify]}
    - {collect: speed, window: {hours: 24}, when: "n >= 20 && value < 3", do: [warn]}
```
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.schema.conditions import Condition, ConditionError
from accord.schema.faults import Fault, nearest
from accord.schema.parameters import Parameters

COLLECTS = {
    "gold_accuracy": "mean grade of the known answers they were given, from 0 to 1",
    "attention_failures": "how many attention checks they failed",
    "agreement_with_consensus": "how far their answers agree with what the others on the same records say, from 0 to 1",
    "reviewer_rejections": "share of their reviewed answers that were rejected or sent back",
    "speed": "the median of their active seconds an answer",
    "skips": "share of what they were given that they passed on",
    "drift": "how far their accuracy fell within the window (0: no change that chance would not explain)",
}
ACTIONS = {
    "warn": "the person reads what was seen, and goes on",
    "retrain": "the person gets nothing until they acknowledge the guidelines anew",
    "set_skill": "the person's skills are set: {set_skill: {support-en: 1}}; 0 takes one away",
    "suspend": "the person gets nothing, until a lead lifts it or for {suspend: {hours: 24}}",
    "return_work": "their answers of the window are set aside, and others are asked: {return_work: {answers: 50}} for more",
    "raise_overlap": "the records of the window get one more person: {raise_overlap: 2} for more",
    "notify": "the leads see it as new until one of them has looked",
}
SEEN = ("value", "n")
MOST_WINDOW = 10_000
MOST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Window:
    """The person's last `answers`, or those of the last `hours`; since the rule last acted on them."""

    answers: int = 0
    hours: float = 0.0

    def json(self) -> Any:
        """A number where it counts answers."""
        return self.answers or {"hours": self.hours}


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule does, with its parameters."""

    what: str
    parameters: Any = None

    def json(self) -> Any:
        """A bare word where there are no parameters."""
        return self.what if self.parameters is None else {self.what: self.parameters}


@dataclass(frozen=True, slots=True)
class Rule:
    """Collect evidence over a window; when the condition holds of it, act."""

    name: str
    collect: str
    window: Window
    when: Condition
    do: tuple[Action, ...]

    def json(self) -> dict[str, Any]:
        """Whole."""
        parts = {"collect": self.collect, "window": self.window.json(), "when": self.when.source}
        return {"name": self.name, **parts, "do": [one.json() for one in self.do]}


@dataclass(frozen=True, slots=True)
class Policy:
    """The quality policy. `gold`, `attention`: the share of what a person is given that is a known answer in hiding."""

    gold: float = 0.0
    attention: float = 0.0
    attention_records: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = field(default=())

    @property
    def hides(self) -> bool:
        """Whether known answers are handed out in hiding."""
        return self.gold > 0 or self.attention > 0

    def json(self) -> dict[str, Any]:
        """Canonical, without what is not there."""
        out: dict[str, Any] = {"gold": {"share": self.gold}} if self.gold else {}
        if self.attention_records:
            out["attention"] = {"share": self.attention, "records": list(self.attention_records)}
        return {**out, "rules": [rule.json() for rule in self.rules]} if self.rules else out


def read_policy(raw: Any, faults: list[Fault]) -> Policy:
    """The policy, its faults under /quality."""
    if not isinstance(raw, Mapping):
        faults.append(Fault("/quality", "not-a-mapping", "quality is a mapping, like {gold: {share: 0.05}}"))
        return Policy()
    p = Parameters(raw)
    gold, _ = _hidden(p, "gold", SHARE)
    attention, records = _hidden(p, "attention", {**SHARE, "records": {"type": "array", "items": {"type": "string"}}})
    if attention and not records:
        p.fault(
            "attention", "missing", "attention names the records (with gold) that are its checks: records: [id, ...]"
        )
    rules = p.value("rules", [], {"type": "array", "items": RULE})
    if not isinstance(rules, list) or not all(isinstance(one, Mapping) for one in rules):
        p.fault("rules", "not-rules", "rules is a list of {collect, window, when, do}")
        rules = []
    read = tuple(_rule(p, one, at) for at, one in enumerate(rules))
    names = [one.name for one in read]
    for at, name in enumerate(names):
        if name in names[:at]:
            p.add([Fault(f"/rules/{at}/name", "duplicate", f"two rules are called {name!r}")])
    faults += [fault.under("/quality") for fault in p.faults()]
    return Policy(gold, attention if records else 0.0, records, read)


def described() -> dict[str, Any]:
    """The policy in JSON Schema."""
    hidden = {"type": "object", "additionalProperties": False}
    words = {"type": "array", "items": {"type": "string"}}
    properties = {
        "gold": {**hidden, "properties": SHARE, "description": "records with a known answer, hidden among the others"},
        "attention": {
            **hidden,
            "properties": {**SHARE, "records": {**words, "description": "their ids; each has gold"}},
            "description": "checks that whoever reads passes",
        },
        "rules": {"type": "array", "items": RULE, "description": "what happens when somebody's quality slips"},
    }
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "description": "known answers in hiding, attention checks, and rules that act",
    }


SHARE: dict[str, Any] = {
    "share": {
        "type": "number",
        "minimum": 0,
        "maximum": MOST_SHARE,
        "description": f"part of what a person is given, from 0 to {MOST_SHARE}",
    }
}
_HOURS = {"type": "number", "exclusiveMinimum": 0}
_ANSWERS = {"type": "integer", "minimum": 1, "maximum": MOST_WINDOW}


def _with(name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """An action with what it takes."""
    own = {"type": "object", "required": [name], "additionalProperties": False, "properties": {name: dict(parameters)}}
    return {"title": f"{name} with", "description": ACTIONS[name], **own}


_ACTION = {
    "anyOf": [
        *({"const": name, "description": words} for name, words in ACTIONS.items() if name != "set_skill"),
        _with(
            "set_skill", {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 100}}
        ),
        _with("suspend", {"type": "object", "properties": {"hours": _HOURS}, "additionalProperties": False}),
        _with("return_work", {"type": "object", "properties": {"answers": _ANSWERS}, "additionalProperties": False}),
        _with("raise_overlap", {"type": "integer", "minimum": 1, "maximum": 100}),
    ]
}
RULE: dict[str, Any] = {
    "type": "object",
    "required": ["collect", "when", "do"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "description": "what the log calls it; what it collects where there is none"},
        "collect": {
            "oneOf": [{"const": name, "description": words} for name, words in COLLECTS.items()],
            "description": "what is looked at",
        },
        "window": {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": MOST_WINDOW, "title": "the last answers"},
                {
                    "type": "object",
                    "title": "the last hours",
                    "properties": {"hours": _HOURS},
                    "additionalProperties": False,
                },
            ],
            "default": 20,
            "description": "the last so many answers, or those of so many hours",
        },
        "when": {
            "type": "string",
            "description": "a condition on value and n, like n >= 10 && value < 0.7",
            "examples": ["n >= 10 && value < 0.7"],
        },
        "do": {"type": "array", "minItems": 1, "items": _ACTION, "description": "what is done then, in this order"},
    },
}


def _hidden(p: Parameters, key: str, shape: Mapping[str, Any]) -> tuple[float, tuple[str, ...]]:
    raw = p.value(key, {}, {"type": "object", "properties": dict(shape)})
    if not isinstance(raw, Mapping):
        p.fault(key, "not-a-mapping", f"{key} is a mapping, like {{share: 0.05}}")
        return 0.0, ()
    inner = Parameters(raw)
    share = inner.number("share", 0.0)
    if not 0 <= share <= MOST_SHARE:
        inner.fault("share", "out-of-range", f"share is a part of what people are given, from 0 to {MOST_SHARE}")
        share = 0.0
    records = inner.texts("records") if "records" in shape else ()
    p.add([fault.under(f"/{key}") for fault in inner.faults()])
    return float(share), records


def _rule(p: Parameters, raw: Mapping[str, Any], at: int) -> Rule:
    inner = Parameters(raw)
    collect = inner.one_of("collect", tuple(COLLECTS), "") if raw.get("collect") else ""
    if not collect:
        inner.value("collect")
        if not raw.get("collect"):
            inner.fault("collect", "missing", f"collect is one of {', '.join(COLLECTS)}")
    name = inner.text("name") or (collect or "rule") + (f"-{at + 1}" if _again(p, collect, at) else "")
    when, source = Condition("false", SEEN), inner.text("when")
    if not source:
        inner.fault("when", "missing", "when is a condition on value and n, like n >= 10 && value < 0.7")
    else:
        try:
            when = Condition(source, SEEN)
        except ConditionError as error:
            inner.fault("when", "bad-condition", str(error), error.nearest)
    rule = Rule(name, collect, _window(inner), when, _actions(inner))
    p.add([fault.under(f"/rules/{at}") for fault in inner.faults()])
    return rule


def _again(p: Parameters, collect: str, at: int) -> bool:
    """Whether an earlier rule collects the same: the second gets a number, so that the log tells them apart."""
    rules: Any = p.value("rules", [])
    return any(isinstance(one, Mapping) and one.get("collect") == collect for one in rules[:at])


def _window(p: Parameters) -> Window:
    raw = p.value("window", 20)
    if isinstance(raw, int) and not isinstance(raw, bool) and 1 <= raw <= MOST_WINDOW:
        return Window(answers=raw)
    hours = raw.get("hours") if isinstance(raw, Mapping) and set(raw) == {"hours"} else None
    if isinstance(hours, int | float) and not isinstance(hours, bool) and 0 < hours <= 24 * 366:
        return Window(hours=float(hours))
    p.fault("window", "bad-window", f"window is a number of answers up to {MOST_WINDOW}, or {{hours: ...}}")
    return Window(answers=20)


def _actions(p: Parameters) -> tuple[Action, ...]:
    raw = p.value("do", [])
    if not isinstance(raw, list) or not raw:
        p.fault("do", "missing", f"do is a list of {', '.join(ACTIONS)}")
        return ()
    found = []
    for at, one in enumerate(raw):
        what, given = next(iter(one.items())) if isinstance(one, Mapping) and len(one) == 1 else (one, None)
        if not isinstance(what, str) or what not in ACTIONS:
            near = nearest(what, ACTIONS) if isinstance(what, str) else None
            p.add([Fault(f"/do/{at}", "unknown-option", f"{what!r} is not one of {', '.join(ACTIONS)}", near)])
        elif odd := _odd(what, given):
            p.add([Fault(f"/do/{at}", "bad-action", odd)])
        else:
            found.append(Action(what, given))
    return tuple(found)


def _odd(what: str, given: Any) -> str | None:
    """What is wrong with an action's parameters."""
    if what == "set_skill":
        fine = isinstance(given, Mapping) and given and all(_whole(level, 0, 100) for level in given.values())
        return None if fine else "set_skill is a mapping from skill to level: {set_skill: {support-en: 1}}"
    if given is None:
        return None
    if what == "suspend":
        fine = isinstance(given, Mapping) and set(given) == {"hours"} and _positive(given["hours"])
        return None if fine else "suspend is bare, or {suspend: {hours: 24}}"
    if what == "return_work":
        fine = isinstance(given, Mapping) and set(given) == {"answers"} and _whole(given["answers"], 1, MOST_WINDOW)
        return None if fine else "return_work is bare, or {return_work: {answers: 50}}"
    if what == "raise_overlap":
        return None if _whole(given, 1, 100) else "raise_overlap is bare, or a number of people: {raise_overlap: 2}"
    return f"{what} takes nothing more"


def _whole(given: Any, least: int, most: int) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and least <= given <= most


def _positive(given: Any) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool) and 0 < given <= 24 * 3660
