"""People's work over HTTP: for leads, and one's own for oneself."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.ground.http import Db, problems
from accord.insight.persons import service
from accord.insight.persons.schemas import PeopleOut, PersonOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
UserName = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/projects/{name}/people", response_model=PeopleOut, responses=problems(404))
def list_people(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Each person's work, speed, agreement, gold, skill and change over time; for leads."""
    return service.people(db, caller, name)


@router.get("/projects/{name}/people/{user}", response_model=PersonOut, responses=problems(404))
def show_person(name: ProjectName, user: UserName, db: Db, caller: CurrentCaller) -> Any:
    """One person's work; one's own without what is known of gold."""
    return service.person(db, caller, name, user)
