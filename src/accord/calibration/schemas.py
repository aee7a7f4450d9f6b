"""What calibrations' routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints

from accord.ground.http import Body
from accord.insight.schemas import Figure
from accord.work.schemas import CommentOut

Word = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=r"^[^\x00]*$")]


class NewCalibration(Body):
    """A round to begin: these `records`, or `number` of them (the most `disputed`, or the oldest without gold); these `people`,
    or all annotators. `auto`: it reveals itself when everybody has voted."""

    records: Annotated[list[Word], Field(max_length=200)] = []
    number: Annotated[int, Field(ge=0, le=200)] = 0
    disputed: bool = False
    people: Annotated[list[Word], Field(max_length=50)] = []
    auto: bool = False


class CalibrationBase(BaseModel):
    """A round; `votes` is the project that its records are voted on in."""

    number: int
    votes: str
    state: str
    auto: bool
    started_at: datetime
    revealed_at: datetime | None
    closed_at: datetime | None


class CalibrationsOut(BaseModel):
    """A project's rounds, newest first."""

    calibrations: list[CalibrationBase]


class Voter(BaseModel):
    """How many records a person has voted on, blind and again; a pseudonym for those who take part."""

    person: str
    you: bool
    voted: int
    again: int


class HalfOut(BaseModel):
    """Agreement of one vote; without a figure `why` says so."""

    alpha: Figure | None
    percent: Figure | None
    why: str | None
    records: int
    people: int
    labels: int


class QuestionOut(BaseModel):
    """Agreement before and after people saw each other's answers."""

    question: str
    dimension: str | None
    each: str | None
    level: str
    before: HalfOut
    after: HalfOut


class TwoVotes(BaseModel):
    """What a person said blind, and again."""

    person: str
    you: bool
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class RowOut(BaseModel):
    """A record with everybody's answers; `agreed`: all say the same now; `gold`: its answer is known in the project."""

    record: str
    title: str
    values: dict[str, Any]
    answers: list[TwoVotes]
    agreed: bool
    comments: list[CommentOut]
    gold: bool


class CalibrationOut(CalibrationBase):
    """A round as far as the caller may know it: no answers and no agreement before the reveal."""

    project: str
    records: int
    people: list[Voter]
    takes_part: bool
    may_lead: bool
    questions: list[QuestionOut]
    rows: list[RowOut]


class MakeGold(Body):
    """Whose last answers become gold; none: of all records of the round."""

    records: Annotated[list[Word], Field(max_length=200)] = []
    why: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""


class GoldMade(BaseModel):
    """Records that have gold now, and those on which people are still split."""

    made: list[str]
    left: list[str]
