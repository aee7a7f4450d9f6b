"""What records' routes give."""

from __future__ import annotations

from pydantic import BaseModel


class RefusedOut(BaseModel):
    """A row that was not stored, and why; `row` counts from 1, `nearest` is the known word that was probably meant."""

    row: int
    code: str
    message: str
    id: str | None
    pointer: str
    nearest: str | None = None


class ReportOut(BaseModel):
    """What became of the rows; `refused_more` counts those refused beyond the ones listed."""

    inserted: int
    updated: int
    unchanged: int
    refused: list[RefusedOut]
    refused_more: int
