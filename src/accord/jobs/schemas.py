"""What jobs look like over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel


class JobOut(BaseModel):
    """Work that takes long: `done` of `total` (0 while nobody knows), what it is at, and why it ended where it has no result.

    `state` is running, done, stopped or failed.
    """

    id: int
    project: str
    kind: str
    person: str | None
    options: dict[str, Any]
    state: str
    step: str
    done: int
    total: int
    message: str
    result: Any = None
    started_at: datetime
    ended_at: datetime | None


class LongOut(BaseModel):
    """It takes long: this job makes it. Ask again for it when the job is done."""

    job: JobOut


class JobsOut(BaseModel):
    """A project's jobs, newest first."""

    jobs: list[JobOut]
