"""What citations look like over HTTP."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel


class Citation(BaseModel):
    """A place in the document that an answer points at. `holds` says whether the quote still stands there; None without a quote."""

    record: str
    title: str
    person: str
    stage: str
    question: str
    label: str | None
    start: int | None
    end: int | None
    quote: str | None
    holds: bool | None
    submitted_at: datetime


class CitationsOut(BaseModel):
    """Citations, newest first; `more` when there are more answers than were read."""

    citations: list[Citation]
    more: bool
