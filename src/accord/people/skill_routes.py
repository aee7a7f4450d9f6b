"""Skills over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from accord.ground.http import Body, Db, problems
from accord.people import skills
from accord.people.routes import CurrentCaller, UserName

router = APIRouter(tags=["people"])
SkillName = Annotated[str, Path(min_length=1, max_length=64)]


class Granted(Body):
    """A skill's level, and until when it holds."""

    level: Annotated[int, Field(ge=1, le=skills.HIGHEST)] = 1
    valid_until: datetime | None = None


class SkillOut(BaseModel):
    """A skill that a person has; `by`: who granted it, or `exam NAME`."""

    skill: str
    level: int
    by: str
    granted_at: datetime
    valid_until: datetime | None
    valid: bool


class SkillsOut(BaseModel):
    """A person's skills, by name."""

    skills: list[SkillOut]


class SkillKnown(BaseModel):
    """A skill that somebody has."""

    skill: str
    people: int
    highest: int


class SkillsKnown(BaseModel):
    """Every skill that somebody has, by name."""

    skills: list[SkillKnown]


@router.get("/skills", response_model=SkillsKnown, responses=problems())
def list_skills(db: Db, caller: CurrentCaller) -> Any:
    """Every skill that somebody has, with how many people have it."""
    return {"skills": skills.known(db, caller)}


@router.get("/users/{name}/skills", response_model=SkillsOut, responses=problems(404))
def list_user_skills(name: UserName, db: Db, caller: CurrentCaller) -> Any:
    """One's own skills, or as a lead anybody's."""
    return {"skills": skills.list_(db, caller, name)}


@router.put("/users/{name}/skills/{skill}", response_model=SkillsOut, responses=problems(404))
def grant_skill(name: UserName, skill: SkillName, body: Granted, db: Db, caller: CurrentCaller) -> Any:
    """Grant a person a skill at a level, until a day."""
    until = body.valid_until
    if until is not None and until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return {"skills": skills.set_(db, caller, name, skill, body.level, until)}


@router.delete("/users/{name}/skills/{skill}", status_code=204, responses=problems(404))
def revoke_skill(name: UserName, skill: SkillName, db: Db, caller: CurrentCaller) -> None:
    """Take a skill away."""
    skills.remove(db, caller, name, skill)
