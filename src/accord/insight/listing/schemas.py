"""What a page of the list of records looks like over HTTP."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class RecordListed(BaseModel):
    """A record in the lead's list; `distance` says how far apart people are, where the list asks for disagreement."""

    id: str
    title: str
    gold: bool
    updated_at: datetime
    state: str
    stage: str | None
    cycle: int | None
    answered: int
    overlap: int
    distance: float | None


class CountOut(BaseModel):
    """How many match; with `more`, at least so many."""

    n: int
    more: bool


class RecordsOut(BaseModel):
    """A page of records. Go on with `after` = `next` or `before` = `previous` as long as it is there; `count` is on a first page."""

    count: CountOut | None
    records: list[RecordListed]
    next: str | None
    previous: str | None
