"""The spec: what a project is, as frozen values. `parsing` makes it, `json()` writes it canonically."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accord.schema.audience import Audience, Groups
from accord.schema.conditions import Condition
from accord.schema.exam import Exam
from accord.schema.faults import Fault
from accord.schema.fields.kind import Kind as FieldKind
from accord.schema.policy import Policy
from accord.schema.questions.kind import Kind as QuestionKind
from accord.schema.results import Result


class SpecError(ValueError):
    """The project does not fit the language; `faults` say where (pointer and line) and why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        lines = (f"{f'line {f.line}: ' if f.line else ''}{f.pointer or '/'}: {f.message}" for f in faults)
        super().__init__("\n".join(lines))


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field of the project: its type with parameters, and what every field has."""

    name: str
    kind: FieldKind
    spec: Any
    title: str = ""
    help: str = ""
    required: bool = True
    lang: str = ""
    dir: str = ""
    revised_by: str = ""
    versions_of: str = ""
    sensitive: bool | Condition = False

    def json(self) -> dict[str, Any]:
        """Canonical, without what is default."""
        out = {"type": self.kind.name, "title": self.title, "help": self.help, "lang": self.lang, "dir": self.dir}
        out |= {"revised_by": self.revised_by, "versions_of": self.versions_of}
        whole = {**{key: value for key, value in out.items() if value}, **self.kind.dump(self.spec)}
        if self.sensitive:
            whole["sensitive"] = self.sensitive.source if isinstance(self.sensitive, Condition) else True
        return whole if self.required or self.versions_of else {**whole, "required": False}


@dataclass(frozen=True, slots=True)
class QuestionDef:
    """A question of the project: its type with parameters, and the modifiers that every question takes."""

    name: str
    kind: QuestionKind
    spec: Any
    title: str = ""
    help: str = ""
    of: str = ""
    each: str = ""
    where: Condition | None = None
    visible_if: Condition | None = None
    required: bool | Condition = True
    allow_na: bool = False
    allow_cannot_assess: bool = False
    justification: str = "none"
    suggestions: str = "hint"
    hotkeys: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """Canonical, without what is default."""
        required = self.required.source if isinstance(self.required, Condition) else self.required
        out = {
            "type": self.kind.name,
            "title": self.title,
            "help": self.help,
            "of": self.of,
            "each": self.each,
            "where": self.where.source if self.where else "",
            "visible_if": self.visible_if.source if self.visible_if else "",
            "allow_na": self.allow_na,
            "allow_cannot_assess": self.allow_cannot_assess,
            "justification": self.justification if self.justification != "none" else "",
            "suggestions": self.suggestions if self.suggestions != "hint" else "",
            "hotkeys": dict(self.hotkeys),
        }
        whole = {**{key: value for key, value in out.items() if value}, **self.kind.dump(self.spec)}
        return whole if required is True else {**whole, "required": required}


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many people answer a record in a stage; `until`: enough once these questions are this sure; `groups`: who they must be."""

    min: int = 1
    max: int = 1
    until: Mapping[str, float] = field(default_factory=dict)
    groups: Groups | None = None

    def json(self) -> Any:
        """A number where that says all."""
        if self.min == self.max and not self.until and self.groups is None:
            return self.min
        out: dict[str, Any] = {"min": self.min, "max": self.max, **({"until": dict(self.until)} if self.until else {})}
        return {**out, "groups": self.groups.json()} if self.groups else out


@dataclass(frozen=True, slots=True)
class Escalation:
    """What a move that escalates asks for: how bad it is, whose it is (a role or a person), and by when it shall be decided."""

    severity: str = "medium"
    owner: str = "lead"
    hours: float = 24.0
    remind: float = 12.0

    def json(self) -> dict[str, Any]:
        """Whole, so that nobody has to know the defaults."""
        return {"severity": self.severity, "owner": self.owner, "hours": self.hours, "remind": self.remind}


@dataclass(frozen=True, slots=True)
class Move:
    """Where a record goes from a stage, and under what condition.

    `kept_hours`: it goes back to who answered there last, for so many hours to nobody else. `escalate`: somebody has to answer for it.
    """

    to: str
    when: Condition | None = None
    kept_hours: float = 0.0
    escalate: Escalation | None = None

    def json(self) -> dict[str, Any]:
        """`when` only where there is one."""
        out: dict[str, Any] = {"when": self.when.source, "to": self.to} if self.when else {"to": self.to}
        if self.kept_hours:
            out["return"] = {"hours": self.kept_hours}
        return {**out, "escalate": self.escalate.json()} if self.escalate else out


@dataclass(frozen=True, slots=True)
class Stage:
    """A step in a record's life. `questions` None: all of them; `cycles` 0: no bound of its own; `blind`: what is shown has no names."""

    name: str
    questions: tuple[str, ...] | None = None
    overlap: Overlap = field(default_factory=Overlap)
    who: Audience = field(default_factory=Audience)
    shows: tuple[str, ...] = ()
    next: tuple[Move, ...] = (Move("done"),)
    kind: str = "annotate"
    cycles: int = 0
    blind: bool = False
    order: str = "oldest"
    training: bool = False  # feedback after each answer; counts in no report and no dataset

    def json(self) -> dict[str, Any]:
        """Canonical."""
        out: dict[str, Any] = {"name": self.name, "overlap": self.overlap.json()}
        if self.kind != "annotate":
            out["kind"] = self.kind
        if self.questions is not None:
            out["questions"] = list(self.questions)
        if who := self.who.json():
            out["who"] = who
        if self.order != "oldest":
            out["order"] = self.order
        if self.shows:
            out["shows"] = list(self.shows)
        if self.blind:
            out["blind"] = True
        if self.cycles:
            out["cycles"] = self.cycles
        if self.training:
            out["training"] = True
        return {**out, "next": [move.json() for move in self.next]}


@dataclass(frozen=True, slots=True)
class Spec:
    """A project's language part: everything but people and records."""

    name: str
    fields: Mapping[str, FieldDef]
    questions: Mapping[str, QuestionDef]
    stages: tuple[Stage, ...]
    title: str = ""
    description: str = ""
    purpose: str = "evaluation"
    guidelines: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    quality: Policy = field(default_factory=Policy)
    lease_minutes: int = 60
    results: tuple[Result, ...] = ()
    exam: Exam | None = None

    def json(self) -> dict[str, Any]:
        """Canonical JSON: `parse_json(spec.json()).json() == spec.json()`."""
        words = {"title": self.title, "description": self.description, "guidelines": self.guidelines}
        out: dict[str, Any] = {"name": self.name, **{key: value for key, value in words.items() if value}}
        out |= {"purpose": self.purpose, "fields": {name: one.json() for name, one in self.fields.items()}}
        out |= {"questions": {name: one.json() for name, one in self.questions.items()}}
        out |= {"stages": [stage.json() for stage in self.stages], "lease_minutes": self.lease_minutes}
        out |= {"mapping": dict(self.mapping)} if self.mapping else {}
        out |= {"exam": self.exam.json()} if self.exam else {}
        out |= {"results": [one.json() for one in self.results]} if self.results else {}
        return out | ({"quality": quality} if (quality := self.quality.json()) else {})

    def stage(self, name: str) -> Stage:
        """The stage of that name.

        Raises:
            KeyError: there is none.
        """
        for stage in self.stages:
            if stage.name == name:
                return stage
        raise KeyError(name)

    @property
    def counted(self) -> frozenset[str]:
        """Stages whose answers count in reports and datasets: all but those for training."""
        return frozenset(stage.name for stage in self.stages if not stage.training)

    def sensitive(self, meta: Any = None) -> list[str]:
        """Fields that may harm in a record with this meta."""
        return [name for name, one in self.fields.items() if _holds(one.sensitive, meta)]

    @property
    def harmful(self) -> bool:
        """Whether any record may hold something sensitive: people are asked before they work here."""
        return any(one.sensitive for one in self.fields.values())

    def asked_in(self, stage: str) -> tuple[QuestionDef, ...]:
        """The questions of a stage, in the spec's order."""
        chosen = self.stage(stage).questions
        return tuple(q for q in self.questions.values() if chosen is None or q.name in chosen)


def _holds(sensitive: bool | Condition, meta: Any) -> bool:
    return sensitive.evaluate({"meta": meta or {}}) if isinstance(sensitive, Condition) else sensitive
