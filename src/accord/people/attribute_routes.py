"""What one says of oneself, over HTTP; nobody else can ask for it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field, StringConstraints

from accord.ground.http import Body, Db, problems
from accord.people import attributes
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["people"])
Word = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class Said(Body):
    """What one says, and that one agrees to how it is used."""

    said: Annotated[dict[Word, Word], Field(max_length=20)]
    consent: bool


class AttributesOut(BaseModel):
    """The words to agree to, what may be chosen, what one said."""

    consent: str
    choices: dict[str, list[str]]
    said: dict[str, str]


@router.get("/session/attributes", response_model=AttributesOut, responses=problems())
def show_attributes(db: Db, caller: CurrentCaller) -> Any:
    """What one said of oneself."""
    return attributes.show(db, caller)


@router.put("/session/attributes", response_model=AttributesOut, responses=problems())
def say_attributes(body: Said, db: Db, caller: CurrentCaller) -> Any:
    """Say it, instead of what was said before."""
    return attributes.say(db, caller, body.said, body.consent)


@router.delete("/session/attributes", status_code=204, responses=problems())
def erase_attributes(db: Db, caller: CurrentCaller) -> None:
    """Erase it; it stops counting at once."""
    attributes.erase(db, caller)
