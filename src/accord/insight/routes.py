"""Reports over HTTP, for the reviewers and leads of a project."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from accord.ground.http import Db, problems
from accord.insight import groups, service
from accord.insight.listing.routes import router as listing
from accord.insight.overview.routes import router as overview
from accord.insight.pay.routes import router as pay
from accord.insight.persons.routes import router as persons
from accord.insight.schemas import Disagreements, Gaps, GroupsOut, Quality, ResultPage
from accord.insight.views.routes import router as views
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
for room in (listing, views, overview, persons, pay):
    router.include_router(room)
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]


@router.get("/projects/{name}/quality", response_model=Quality, responses=problems(404))
def get_quality(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """How far people agree, question by question."""
    return service.quality(db, caller, name)


@router.get("/projects/{name}/disagreements", response_model=Disagreements, responses=problems(404))
def get_disagreements(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    question: Annotated[str, Query(max_length=200)] = "",
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """The records that people differ on most, with what each said."""
    return service.disagreements(db, caller, name, question, offset, limit)


@router.get("/projects/{name}/results", response_model=ResultPage, responses=problems(404))
def get_results(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """What came out: the parts that the project's `results` names, with intervals."""
    return service.results(db, caller, name)


@router.get("/projects/{name}/groups", response_model=GroupsOut, responses=problems(404))
def get_groups(
    name: ProjectName, db: Db, caller: CurrentCaller, attribute: Annotated[str, Query(max_length=64)] = "age"
) -> Any:
    """Whether groups of people, by what they say of themselves, see differently; no group below the floor."""
    return groups.report(db, caller, name, attribute)


@router.get("/projects/{name}/gaps", response_model=Gaps, responses=problems(404))
def get_gaps(
    name: ProjectName, db: Db, caller: CurrentCaller, question: Annotated[str, Query(max_length=200)] = ""
) -> Any:
    """Which answers to a question are mixed up with which, with records that show it: where the guidelines say too little."""
    return service.guideline_gaps(db, caller, name, question)
