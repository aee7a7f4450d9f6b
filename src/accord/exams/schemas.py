"""What exams' routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from accord.ground.http import Body


class Part(BaseModel):
    """One known answer beside the person's; `verdict`: right, partly, wrong, or none where no vote is no error."""

    question: str
    element: str
    score: float | None
    verdict: str
    why: str
    right: dict[str, Any]
    given: dict[str, Any]


class FeedbackOut(BaseModel):
    """What was right of one answer; no parts where nothing is known of the record."""

    record: str
    score: float | None
    parts: list[Part]


class GradedRecord(FeedbackOut):
    """A record of a finished attempt."""

    title: str


class AttemptOut(BaseModel):
    """An attempt: open, passed or failed."""

    number: int
    state: str
    score: float | None
    records: int
    started_at: datetime
    ended_at: datetime | None
    answered: int | None = None
    waiting: int | None = None
    graded: list[GradedRecord] | None = None


class ExamBase(BaseModel):
    """What an exam gives, and how."""

    skill: str
    level: int
    pass_: Annotated[float, Field(alias="pass")]
    records: int
    feedback: str
    tries: int
    wait_hours: float
    valid_days: int


class ExamOut(ExamBase):
    """The exam as one person meets it; `may`: begin or go on now; `left`: tries, null for as many as one likes."""

    asked: int
    held: int | None
    may: bool
    until: datetime | None
    why: str | None
    left: int | None
    attempts: list[AttemptOut]


class TakenBy(AttemptOut):
    """Somebody's attempt."""

    person: str


class Hard(BaseModel):
    """A record, and how it was answered: what all get wrong may be wrong itself."""

    record: str
    title: str
    n: int
    mean: float


class AttemptsOut(BaseModel):
    """Everybody's attempts, newest first; records, hardest first."""

    skill: str
    level: int
    attempts: list[TakenBy]
    records: list[Hard]


class NewExam(Body):
    """An exam to make of a project's gold."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=64)]
    exam: dict[str, Any]


class ExamMade(BaseModel):
    """What it is called, and how many records it has."""

    name: str
    records: int
    refused: int
