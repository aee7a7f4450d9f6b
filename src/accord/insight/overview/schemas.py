"""What the overview looks like over HTTP."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from accord.projects.schemas import RateOut
from accord.work.schemas import RecordsProgress


class StageLeft(BaseModel):
    """A stage's places, and the answers that the open ones still want."""

    name: str
    open: int
    done: int
    wanted: int


class Day(BaseModel):
    """Answers of one day (UTC)."""

    day: date
    answers: int


class ForecastOut(BaseModel):
    """The last day of work and the range that holds it in eight of ten cases, or why it cannot be told."""

    finish: date | None
    low: date | None
    high: date | None
    why: str | None


class CostOut(BaseModel):
    """Decimals in the rate's currency: spent so far, and what the rest comes to with its range, or why it cannot be told."""

    rate: RateOut
    spent: str
    left: str | None
    low: str | None
    high: str | None
    why: str | None


class Blocked(BaseModel):
    """Records of a stage that nobody can take: `audience` (nobody meets `lacks`) or `people` (all who may have had them)."""

    stage: str
    n: int
    by: str
    lacks: str
    people: int


class Flagged(BaseModel):
    """A person who needs a look: `gold`, `change`, `hurried`."""

    name: str
    flags: list[str]


class Needs(BaseModel):
    """What needs somebody now."""

    paused: bool
    disputed: dict[str, int]
    blocked: list[Blocked]
    escalated: int
    overdue: int
    leased: int
    expired: int
    people: list[Flagged]


class OverviewOut(BaseModel):
    """A project at a glance; `left`: answers still wanted by what is open now."""

    records: RecordsProgress
    stages: list[StageLeft]
    left: int
    days: list[Day]
    working: int
    forecast: ForecastOut
    cost: CostOut | None
    needs: Needs
