"""What is said of people over HTTP."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class Share(BaseModel):
    """A share of `n` answers with its 95% interval (Beta posterior, flat prior); `above`: the probability that it is over 0.8."""

    estimate: float
    low: float
    high: float
    n: int
    right: float
    above: float


class Point(BaseModel):
    """The mean of `n` answers one after the other, the last of them on that day."""

    mean: float
    until: str
    n: int


class Change(BaseModel):
    """Where the mean changed most: the first point after it, the means on both sides, the p-value of a shuffling test."""

    at: int
    before: float
    after: float
    p: float


class Line(BaseModel):
    """A person's answers over time: how far they reach gold, or agree with the others'; `why` there is none."""

    of: str
    n: int
    points: list[Point]
    change: Change | None
    alarm: int | None
    why: str | None


class Person(BaseModel):
    """A person's work in a project. `pace`: their time against the others' on the same records; times out of all proportion are left out."""

    name: str
    imported: bool
    answered: int
    today: int
    skipped: int
    expired: int
    leased: int
    last_at: datetime | None
    active_seconds: float | None = None
    median_seconds: float | None = None
    time_outliers: int = 0
    pace: float | None = None
    hurried: bool = False
    agreement: Share | None = None
    gold: Share | None = None
    skill: Share | None = None
    line: Line | None = None
    flags: list[str] = []


class PeopleOut(BaseModel):
    """Everybody who worked in a project; figures as of `made_at`, counts as of now."""

    people: list[Person]
    median_seconds: float | None
    made_at: datetime


class Reason(BaseModel):
    """Why records were skipped, and how often."""

    reason: str | None
    n: int


class PersonOut(BaseModel):
    """One person, with what the others' median is and why they skipped."""

    person: Person
    median_seconds: float | None
    skips: list[Reason]
    made_at: datetime
