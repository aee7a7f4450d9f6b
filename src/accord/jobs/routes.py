"""Jobs over HTTP: how far they are, and a way to stop them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse

from accord.ground.http import AppSettings, Db, problems
from accord.jobs import service
from accord.jobs.schemas import JobOut, JobsOut, LongOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["jobs"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**53)]
LONG: dict[int | str, dict[str, Any]] = {202: {"model": LongOut, "description": "It takes long: a job makes it"}}


def long(job: dict[str, Any]) -> JSONResponse:
    """The answer where a job makes what was asked for."""
    at = {"Location": f"/api/v1/jobs/{job['id']}"}
    return JSONResponse(LongOut(job=JobOut(**job)).model_dump(mode="json"), 202, headers=at)


@router.get("/projects/{name}/jobs", response_model=JobsOut, responses=problems(404))
def list_jobs(name: ProjectName, db: Db, caller: CurrentCaller, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Any:
    """A project's jobs, newest first."""
    return {"jobs": service.list_(db, caller, name, limit)}


@router.get("/jobs/{number}", response_model=JobOut, responses=problems(404))
def show_job(number: Number, db: Db, caller: CurrentCaller) -> Any:
    """How far a job is, and what came of it."""
    return service.get(db, caller, number)


@router.post("/jobs/{number}/stop", response_model=JobOut, responses=problems(404))
def stop_job(number: Number, db: Db, caller: CurrentCaller) -> Any:
    """Stop a job: within a second it has ended, and nothing half done stays."""
    return service.stop(db, caller, number)


@router.post("/jobs/{number}/again", status_code=202, response_model=LongOut, responses=problems(404, 409))
def start_job_again(number: Number, db: Db, settings: AppSettings, caller: CurrentCaller) -> Any:
    """Begin a job that ended once more."""
    return {"job": service.again(db, settings.home, caller, number)}
