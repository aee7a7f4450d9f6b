"""What quality control says over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from accord.ground.http import Body


class Did(BaseModel):
    """One thing that an action did: with how many answers or records, or which skills."""

    what: str
    answers: int | None = None
    records: int | None = None
    skills: dict[str, int] | None = None


class Undone(BaseModel):
    """When an action was undone, by whom and why."""

    at: datetime
    by: str | None
    why: str


class ActionOut(BaseModel):
    """What a rule saw of a person, and did."""

    id: int
    rule: str
    collect: str
    at: datetime
    new: bool
    value: float
    n: int
    condition: str
    why: str
    did: list[Did]
    undone: Undone | None


class ActionOn(ActionOut):
    """The same with the person's name, for leads."""

    person: str


class ActionsOut(BaseModel):
    """The log, newest first; `new`: how many no lead had looked at."""

    new: int
    actions: list[ActionOn]


class Stopped(BaseModel):
    """Why and until when a person gets nothing; `by_reading`: until they say that they read the guidelines again."""

    why: str
    until: datetime | None
    by_reading: bool


class MyActions(BaseModel):
    """What rules did to the one who asks."""

    suspended: Stopped | None
    actions: list[ActionOut]


class Undo(Body):
    """Why an action is undone."""

    why: Annotated[str, StringConstraints(max_length=500)] = ""


class Lacking(BaseModel):
    """A condition with how many people do not meet it, and what it asks."""

    condition: str
    people: int
    asks: str


class StageAudience(BaseModel):
    """Who may work in a stage: how many of the members, and what keeps out the others. `blocked`: nobody may, though records wait."""

    stage: str
    members: int
    may: int
    waiting: int
    blocked: bool
    why: str
    lacking: list[Lacking]


class AudienceOut(BaseModel):
    """Every stage."""

    stages: list[StageAudience]
