"""Guidelines over HTTP: what changed, and that it was read."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from accord.ground.http import Body, Db, problems
from accord.people.routes import CurrentCaller
from accord.work import guidelines

router = APIRouter(tags=["work"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]


class Before(BaseModel):
    """The guidelines as this person knew them."""

    version: int
    text: str


class Change(BaseModel):
    """What a lead said of a version."""

    version: int
    at: datetime
    by: str | None
    changes: str


class GuidelinesOut(BaseModel):
    """The guidelines; `must`: to be acknowledged before the next record; `before`: as they were known, null for newcomers."""

    version: int
    hash: str
    text: str
    must: bool
    acknowledged: int | None
    before: Before | None
    changes: list[Change]


class Read(Body):
    """The version whose guidelines were read."""

    version: Annotated[int, Field(ge=1, le=2**31)]


class Reader(BaseModel):
    """A member, the newest version that they acknowledged, and whether that holds them up."""

    name: str
    role: str
    acknowledged: int | None
    waits: bool


class ReadersOut(BaseModel):
    """Who acknowledged what; `wanted`: the version that everybody must have, null for none."""

    wanted: int | None
    people: list[Reader]


@router.get("/projects/{name}/guidelines", response_model=GuidelinesOut, responses=problems(404))
def show_guidelines(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """The guidelines, and what changed since one last read them."""
    return guidelines.show(db, caller, name)


@router.post("/projects/{name}/guidelines/acknowledge", status_code=204, responses=problems(404, 409))
def acknowledge_guidelines(name: ProjectName, body: Read, db: Db, caller: CurrentCaller) -> None:
    """Say that one has read the guidelines; records are handed out again."""
    guidelines.acknowledge(db, caller, name, body.version)


@router.get("/projects/{name}/guidelines/acknowledged", response_model=ReadersOut, responses=problems(404))
def list_acknowledged(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Which version's guidelines each member acknowledged, and who is held up."""
    return guidelines.who(db, caller, name)
