"""What deleting looks like over HTTP."""

from __future__ import annotations

from pydantic import BaseModel


class DeletedOut(BaseModel):
    """What goes: nobody sees it from now on, and within minutes it is no longer stored."""

    name: str
    records: int
    responses: int
    parts: list[str]
