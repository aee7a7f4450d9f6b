"""What the routes of a record's way take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from accord.ground.http import Body

NO_NUL = r"^[^\x00]*$"
Words = Annotated[str, StringConstraints(max_length=4000, pattern=NO_NUL)]


class NewComment(Body):
    """A comment; on a response, on a place (`anchor`), or as an answer in a thread."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
    anchor: dict[str, Any] | None = None
    response: Annotated[str, StringConstraints(max_length=30)] | None = None
    thread: Annotated[int, Field(ge=1, le=2**53)] | None = None


class Resolve(Body):
    """Whether the thread is settled."""

    resolved: bool = True


class Send(Body):
    """Where a record shall go, and why."""

    to: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    comment: Words = ""


class Event(BaseModel):
    """Something that happened to a record; `what` says what, and only its parts are there."""

    at: datetime
    what: str
    stage: str | None = None
    cycle: int | None = None
    person: str | None = None
    response: str | None = None
    parent: str | None = None
    revision: int | None = None
    seconds: float | None = None
    questions: list[str] | None = None
    verdict: dict[str, Any] | None = None
    suggestions: list[dict[str, Any]] | None = None
    to: str | None = None
    to_cycle: int | None = None
    why: dict[str, Any] | None = None
    comment: str | None = None
    anchor: dict[str, Any] | None = None
    thread: int | None = None
    id: int | None = None
    severity: str | None = None
    owner: str | None = None
    due_at: datetime | None = None


class TimelineOut(BaseModel):
    """A record's life, oldest first."""

    record: str
    events: list[Event]


class EscalationOut(BaseModel):
    """A record on which somebody has to decide."""

    record: str
    title: str
    stage: str
    cycle: int
    severity: str
    owner: str
    opened_at: datetime
    remind_at: datetime
    due_at: datetime
    reminded_at: datetime | None
    overdue_at: datetime | None


class EscalationsOut(BaseModel):
    """What is to be decided, the nearest deadline first."""

    escalations: list[EscalationOut]
