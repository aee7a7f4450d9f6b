"""The overview over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.ground.http import Db, problems
from accord.insight.overview import service
from accord.insight.overview.schemas import OverviewOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]


@router.get("/projects/{name}/overview", response_model=OverviewOut, responses=problems(404))
def get_overview(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """On track, its cost, and what needs somebody now."""
    return service.overview(db, caller, name)
