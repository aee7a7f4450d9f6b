"""A project written in Python; equal to the same one written in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accord.client.parts import Part
from accord.schema import Spec, parse, parse_json

MORE = ("purpose", "quality", "title", "description", "results", "exam", "mapping", "lease_minutes")


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
    title: str = ""
    description: str = ""
    results: Sequence[Mapping[str, Any]] = ()
    exam: Mapping[str, Any] | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    lease_minutes: int | None = None
    yaml: str = field(default="", compare=False, repr=False)  # what it was read from: kept with its comments
    spec: Spec = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        raw: dict[str, Any] = {
            "name": self.name,
            "fields": {name: dict(part) for name, part in self.fields.items()},
            "questions": {name: dict(part) for name, part in self.questions.items()},
        }
        for name in MORE:
            if given := getattr(self, name):
                raw[name] = given
        if self.stages:
            raw["stages"] = [dict(stage) for stage in self.stages]
        object.__setattr__(self, "spec", parse_json(raw))
        if self.yaml and {**parse(self.yaml).json(), "guidelines": ""} != {**self.json(), "guidelines": ""}:
            object.__setattr__(self, "yaml", "")  # it was changed since

    @classmethod
    def read(cls, path: str | Path) -> Project:
        """The project of a `project.yaml`, or of the folder that holds it, with the guidelines beside it.

        Raises:
            FileNotFoundError: there is no such file, or no guidelines where it says.
            accord.schema.SpecError: it does not fit the language; each fault with its line.
        """
        path = Path(path)
        file = path / "project.yaml" if path.is_dir() else path
        source = file.read_text(encoding="utf-8")
        raw = parse(source).json()
        beside = raw.get("guidelines", "")
        guidelines = (file.parent / beside).read_text(encoding="utf-8") if beside else ""
        fields, questions = ({name: Part(part) for name, part in raw[kind].items()} for kind in ("fields", "questions"))
        known = {name: raw[name] for name in ("stages", *MORE) if name in raw}
        return cls(raw["name"], fields, questions, **known, guidelines=guidelines, yaml=source)

    def body(self) -> dict[str, Any]:
        """What a server is sent: the YAML that it was read from, else the spec."""
        return {**({"yaml": self.yaml} if self.yaml else {"spec": self.json()}), "guidelines": self.guidelines}

    def json(self) -> dict[str, Any]:
        """The canonical spec, as the server keeps it."""
        return self.spec.json()
