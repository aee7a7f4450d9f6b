"""What projects' routes take and give."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from accord.ground.http import Body, FaultOut

Yaml = Annotated[str, StringConstraints(max_length=1_000_000)]
Words = Annotated[str, StringConstraints(max_length=1_000_000)]
ProjectName = Annotated[str, StringConstraints(max_length=64)]


class Source(Body):
    """A project's YAML."""

    yaml: Yaml


class FaultsOut(BaseModel):
    """What is wrong; empty when nothing is."""

    faults: list[FaultOut]


class NewProject(Body):
    """A project as YAML or as JSON."""

    yaml: Yaml = ""
    spec: dict[str, Any] | None = None
    guidelines: Words = ""
    name: ProjectName = ""


class NewVersion(Body):
    """A new version; guidelines stay as they are unless given."""

    yaml: Yaml = ""
    spec: dict[str, Any] | None = None
    guidelines: Words | None = None


class ProjectOut(BaseModel):
    """A project, whole."""

    name: str
    role: str
    version: int
    paused: bool
    spec: dict[str, Any]
    source: str
    guidelines: str
    guidelines_hash: str


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
