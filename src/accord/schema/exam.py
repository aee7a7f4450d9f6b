"""A project that is an exam: its records have gold, whoever reaches the mark gets a skill. Practice, with feedback after each answer, is a
stage with `training: true`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accord.schema.faults import Fault
from accord.schema.parameters import Parameters

SKILL = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")
HIGHEST = 10
FEEDBACK = {
    "after": "when all is answered: each record with what was right, and why",
    "each": "after each record",
    "none": "only whether it was passed",
}


@dataclass(frozen=True, slots=True)
class Exam:
    """What is granted to whom. `records` 0: all that have gold; `tries` 0: as often as they like; `valid_days` 0: for good."""

    skill: str
    level: int = 1
    mark: float = 0.8
    records: int = 0
    feedback: str = "after"
    tries: int = 3
    wait_hours: float = 24.0
    valid_days: int = 0

    def json(self) -> dict[str, Any]:
        """Canonical."""
        told: dict[str, Any] = {"skill": self.skill, "level": self.level, "pass": self.mark, "records": self.records}
        more = {"feedback": self.feedback, "tries": self.tries, "wait_hours": self.wait_hours}
        return {**told, **more, "valid_days": self.valid_days}


def read_exam(raw: Any, faults: list[Fault]) -> Exam | None:
    """The exam; None where the project is none.

    >>> read_exam({"skill": "support-en", "pass": 0.9}, []).mark
    0.9
    >>> faults = []
    >>> read_exam({"skill": "Support", "mark": 1}, faults) is None, [fault.pointer for fault in faults]
    (True, ['/exam/skill', '/exam/mark'])
    """
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        faults.append(Fault("/exam", "not-a-mapping", "exam is a mapping, like {skill: support-en, pass: 0.8}"))
        return None
    p = Parameters(raw)
    skill = p.text("skill")
    if not SKILL.match(skill):
        p.fault("skill", "bad-name", "a skill is small letters, digits and hyphens, like support-en")
    made = Exam(
        skill,
        p.whole("level", 1, 1, HIGHEST) or 1,
        _number(p, "pass", 0.8, 0.0, 1.0),
        p.whole("records", 0, 0, 1000) or 0,
        p.one_of("feedback", tuple(FEEDBACK), "after"),
        p.whole("tries", 3, 0, 1000) or 0,
        _number(p, "wait_hours", 24.0, 0.0, 8784.0),
        p.whole("valid_days", 0, 0, 36500) or 0,
    )
    found = [fault.under("/exam") for fault in p.faults()]
    faults += found
    return None if found else made


def _number(p: Parameters, key: str, default: float, least: float, most: float) -> float:
    found = p.value(key, default)
    if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= most:
        p.fault(key, "out-of-range", f"{key} is a number from {least:g} to {most:g}")
        return default
    return float(found)


def exam_schema() -> dict[str, Any]:
    """The part of the JSON Schema."""
    shows = [{"const": name, "description": words} for name, words in FEEDBACK.items()]
    count = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "description": "makes the project an exam: its records have gold, and whoever reaches the mark gets the skill",
        "required": ["skill"],
        "additionalProperties": False,
        "properties": {
            "skill": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$", "description": "what is granted"},
            "level": {
                "type": "integer",
                "minimum": 1,
                "maximum": HIGHEST,
                "default": 1,
                "description": "at which level",
            },
            "pass": {
                "type": "number",
                "minimum": 0,
                "maximum": 1,
                "default": 0.8,
                "description": "the mean grade that passes",
            },
            "records": {**count, "default": 0, "description": "how many are drawn; 0: all that have gold"},
            "feedback": {"oneOf": shows, "default": "after", "description": "what people learn of their answers"},
            "tries": {**count, "default": 3, "description": "how often one may try; 0: as often as one likes"},
            "wait_hours": {"type": "number", "minimum": 0, "default": 24, "description": "between two tries"},
            "valid_days": {**count, "default": 0, "description": "how long the skill holds; 0: for good"},
        },
    }
