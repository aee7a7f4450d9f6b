"""What a pay sheet looks like over HTTP."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from accord.projects.schemas import RateOut


class PaidOut(BaseModel):
    """A person's line: `untimed` answers came without active time; `sum` is a decimal in the rate's currency."""

    person: str
    answers: int
    rejected: int
    returned: int
    untimed: int
    active_seconds: float
    hours: str
    sum: str | None


class PayOut(BaseModel):
    """A pay sheet: the rate, a line a person, the total, and the rule by which sums are rounded."""

    project: str
    since: date
    until: date
    rate: RateOut | None
    people: list[PaidOut]
    answers: int
    hours: str
    total: str | None
    rule: str
