"""A project written in Python; equal to the same one written in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accord.client.parts import Part
from accord.schema import Spec, parse_json


@dataclass(frozen=True)
class Project:
    """What `project.yaml` says, as Python. Faults are raised when it is made, with their path.

    >>> from accord import fields, questions
    >>> project = Project(
    ...     name="tone",
    ...     fields={"reply": fields.text()},
    ...     questions={"tone": questions.label(options=["friendly", "curt"])},
    ... )
    >>> project.json()["questions"]["tone"]["type"]
    'label'

    Raises:
        accord.schema.SpecError: the parts do not fit together.
    """

    name: str
    fields: Mapping[str, Part]
    questions: Mapping[str, Part]
    purpose: str | None = None
    guidelines: str = ""
    stages: Sequence[Mapping[str, Any]] = ()
    quality: Mapping[str, Any] = field(default_factory=dict)
    spec: Spec = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        raw: dict[str, Any] = {
            "name": self.name,
            "fields": {name: dict(part) for name, part in self.fields.items()},
            "questions": {name: dict(part) for name, part in self.questions.items()},
        }
        if self.purpose:
            raw["purpose"] = self.purpose
        if self.stages:
            raw["stages"] = [dict(stage) for stage in self.stages]
        if self.quality:
            raw["quality"] = dict(self.quality)
        object.__setattr__(self, "spec", parse_json(raw))

    def json(self) -> dict[str, Any]:
        """The canonical spec, as the server keeps it."""
        return self.spec.json()
