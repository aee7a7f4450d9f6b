"""One's own notices over HTTP."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from accord.ground.http import Body, Db, problems
from accord.notices import service
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["people"])
Number = Annotated[int, Field(ge=1, le=2**53)]


class NoticeOut(BaseModel):
    """Something that one should hear of."""

    id: int
    kind: str
    project: str
    told: dict[str, Any]
    at: datetime
    read_at: datetime | None


class NoticesOut(BaseModel):
    """One's notices, newest first, and how many are not read (of all)."""

    unread: int
    notices: list[NoticeOut]


class Read(Body):
    """What was read: these, and all up to one."""

    ids: Annotated[list[Number], Field(max_length=500)] = []
    upto: Number | None = None


class Unread(BaseModel):
    """How many are not read."""

    unread: int


@router.get("/session/notices", response_model=NoticesOut, responses=problems())
def list_notices(
    db: Db,
    caller: CurrentCaller,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    unread: bool = False,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """What one should hear of; nobody else sees it."""
    return service.mine(db, caller, before, unread, limit)


@router.post("/session/notices/read", response_model=Unread, responses=problems())
def read_notices(body: Read, db: Db, caller: CurrentCaller) -> Any:
    """Mark one's own notices as read."""
    return service.read(db, caller, body.ids, body.upto)
