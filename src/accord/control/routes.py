"""Quality control over HTTP: what rules did, undoing it, who may work in which stage."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from accord.control import audience, service
from accord.control.schemas import ActionOn, ActionsOut, AudienceOut, MyActions, Undo
from accord.ground.http import Db, problems
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["control"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/projects/{name}/actions", response_model=ActionsOut, responses=problems(404))
def list_actions(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    person: Annotated[str, Query(max_length=64)] = "",
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """What the project's rules did, newest first."""
    return service.actions(db, caller, name, person.replace("\x00", "") or None, before, limit)


@router.get("/projects/{name}/actions/mine", response_model=MyActions, responses=problems(404))
def list_my_actions(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """What rules did to oneself, and why."""
    return service.mine(db, caller, name)


@router.post("/projects/{name}/actions/{number}/undo", response_model=ActionOn, responses=problems(404, 409))
def undo_action(name: ProjectName, number: Number, body: Undo, db: Db, caller: CurrentCaller) -> Any:
    """Undo what a rule did."""
    return service.undo(db, caller, name, number, body.why)


@router.post("/projects/{name}/retrained", response_model=MyActions, responses=problems(404))
def retrained(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Say that one has read the guidelines again, where a rule asked for it."""
    return service.retrained(db, caller, name)


@router.get("/projects/{name}/audience", response_model=AudienceOut, responses=problems(404))
def get_audience(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """How many people may work in each stage, and which condition keeps out the others."""
    return audience.report(db, caller, name)
