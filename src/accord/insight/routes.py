"""Reports over HTTP, for the reviewers and leads of a project."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from accord.ground.http import AppSettings, Db, problems
from accord.insight import groups, long, service
from accord.insight.citing.routes import router as citing
from accord.insight.listing.routes import router as listing
from accord.insight.overview.routes import router as overview
from accord.insight.pay.routes import router as pay
from accord.insight.persons.routes import router as persons
from accord.insight.schemas import Disagreements, Gaps, GroupsOut, Quality, ResultPage
from accord.insight.views.routes import router as views
from accord.jobs.routes import LONG
from accord.jobs.routes import long as made_by
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
for room in (listing, views, overview, persons, pay, citing):
    router.include_router(room)
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Fresh = Annotated[bool, Query(description="None older than the last response: 202 while it is made.")]


@router.get("/projects/{name}/quality", response_model=Quality, responses={**LONG, **problems(404)})
def get_quality(name: ProjectName, db: Db, settings: AppSettings, caller: CurrentCaller, fresh: Fresh = False) -> Any:
    """How far people agree, question by question. Of a large project the last that was made; 202 while there is none."""
    return _told(long.report(db, settings.home, caller, name, "quality", fresh))


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


@router.get("/projects/{name}/results", response_model=ResultPage, responses={**LONG, **problems(404)})
def get_results(name: ProjectName, db: Db, settings: AppSettings, caller: CurrentCaller, fresh: Fresh = False) -> Any:
    """What came out: the parts that the project's `results` names, with intervals. Of a large project as agreement is."""
    return _told(long.report(db, settings.home, caller, name, "results", fresh))


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


def _told(report: long.Report) -> Any:
    if report.value is None:
        assert report.job is not None
        return made_by(report.job)
    return {**report.value, "made_at": report.made_at, "job": report.job}
