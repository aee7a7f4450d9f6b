"""Deleting a project over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from accord.deleting import service
from accord.deleting.schemas import DeletedOut
from accord.ground.http import Db, problems
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["projects"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]


@router.delete("/projects/{name}", response_model=DeletedOut, responses=problems(404, 409))
def delete_project(
    name: ProjectName,
    request: Request,
    db: Db,
    caller: CurrentCaller,
    confirm: Annotated[str, Query(max_length=100)],
    parts: bool = False,
) -> Any:
    """Delete a project with its records, answers, drafts, corpus, datasets and jobs, for good. `confirm` is its name once more; with
    `parts` its exams and calibration rounds go, too: without, a project that has some is refused."""
    gone = service.delete(db, caller, name, confirm, parts)
    request.app.state.finishing.look()
    return gone
