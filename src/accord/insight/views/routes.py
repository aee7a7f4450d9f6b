"""Views over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.ground.http import Db, problems
from accord.insight.views import service
from accord.insight.views.schemas import NewView, ViewsOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
ViewName = Annotated[str, Path(min_length=1, max_length=service.LONGEST)]


@router.get("/projects/{name}/views", response_model=ViewsOut, responses=problems(404))
def list_views(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """Lists of records that are kept by name: the project's and one's own."""
    return {"views": service.list_(db, caller, name)}


@router.put("/projects/{name}/views/{view}", status_code=204, responses=problems(404))
def set_view(name: ProjectName, view: ViewName, body: NewView, db: Db, caller: CurrentCaller) -> None:
    """Keep a list of records under a name; one of that name is replaced."""
    service.put(db, caller, name, view, body.query, shared=body.shared)


@router.delete("/projects/{name}/views/{view}", status_code=204, responses=problems(404))
def remove_view(name: ProjectName, view: ViewName, db: Db, caller: CurrentCaller, shared: bool = False) -> None:
    """Forget a view: one's own, or (`shared`) the project's."""
    service.remove(db, caller, name, view, shared=shared)
