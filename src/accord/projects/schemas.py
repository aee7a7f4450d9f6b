"""What projects' routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from accord.ground.http import Body, FaultOut

Yaml = Annotated[str, StringConstraints(max_length=1_000_000)]
Words = Annotated[str, StringConstraints(max_length=1_000_000)]
ProjectName = Annotated[str, StringConstraints(max_length=64)]


class Source(Body):
    """A project's YAML, and a record to look at through it."""

    yaml: Yaml
    record: dict[str, Any] | None = None


class ShownOut(BaseModel):
    """A record as a person would get it, and in which order."""

    record: dict[str, Any]
    presentation: dict[str, Any]


class CheckedOut(BaseModel):
    """What is wrong, empty when nothing is: then the spec, and the record as people would see it."""

    faults: list[FaultOut]
    spec: dict[str, Any] | None
    shown: ShownOut | None
    record_faults: list[FaultOut]


class ChangeOut(BaseModel):
    """A difference between two versions."""

    pointer: str
    what: str
    before: Any
    after: Any


class VersionListed(BaseModel):
    """A version, and what it changed of the one before it."""

    version: int
    created_at: datetime
    created_by: str | None
    changes: list[ChangeOut]
    told: str  # what its maker said of it
    guidelines_changed: bool


class VersionsOut(BaseModel):
    """The newest first."""

    versions: list[VersionListed]


class VersionOut(BaseModel):
    """A version as it was written; `source` is empty where it was made as JSON."""

    version: int
    source: str
    spec: dict[str, Any]
    guidelines: str


class NewProject(Body):
    """A project as YAML or as JSON."""

    yaml: Yaml = ""
    spec: dict[str, Any] | None = None
    guidelines: Words = ""
    name: ProjectName = ""


class NewVersion(Body):
    """A new version; guidelines stay as they are unless given, and changed ones are acknowledged unless `acknowledge` is false.

    `base` refuses it when that is not the present version.
    """

    yaml: Yaml = ""
    spec: dict[str, Any] | None = None
    guidelines: Words | None = None
    base: Annotated[int, Field(ge=1, le=2**31)] | None = None
    changes: Annotated[str, StringConstraints(max_length=10_000)] = ""
    acknowledge: bool | None = None


class ProjectOut(BaseModel):
    """A project, whole."""

    name: str
    role: str
    version: int
    paused: bool
    archived_at: datetime | None = None
    spec: dict[str, Any]
    source: str
    guidelines: str
    guidelines_hash: str


class ArchivedOut(BaseModel):
    """When it was archived (null: it is not), and the exams and rounds that go with it."""

    name: str
    archived_at: datetime | None
    parts: list[str]


class Member(BaseModel):
    """A person in a project."""

    name: str
    role: str


class MembersOut(BaseModel):
    """Who belongs to it."""

    members: list[Member]


class NewRole(Body):
    """A role in the project: annotator, reviewer or lead."""

    role: Annotated[str, StringConstraints(max_length=16)]


class WorkflowOut(BaseModel):
    """A ready-made project: what it is for, and its text to start from."""

    name: str
    title: str
    summary: str
    time: str
    agreement: str
    source: str
    guidelines: str


class WorkflowWhole(WorkflowOut):
    """A ready-made project with its sample records, gold included."""

    sample: list[dict[str, Any]]


class WorkflowsOut(BaseModel):
    """The built-in workflows, the most asked-for first."""

    workflows: list[WorkflowOut]


class NewRate(Body):
    """What work is paid; `amount` null takes the rate away."""

    amount: Annotated[str, StringConstraints(max_length=24)] | None
    currency: Annotated[str, StringConstraints(max_length=3)] = "EUR"
    per: Annotated[str, StringConstraints(max_length=8)] = "hour"


class RateOut(BaseModel):
    """A decimal, its currency, and what it is paid for: an hour or an answer."""

    amount: str
    currency: str
    per: str


class RateHeld(BaseModel):
    """The project's rate, or null."""

    rate: RateOut | None
