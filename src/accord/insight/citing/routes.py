"""Citations over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.ground.http import Db, problems
from accord.insight.citing import service
from accord.insight.citing.schemas import CitationsOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Document = Annotated[str, Path(min_length=1, max_length=600)]


@router.get("/projects/{name}/corpus/{document}/citations", response_model=CitationsOut, responses=problems(404))
def list_citations(name: ProjectName, document: Document, db: Db, caller: CurrentCaller) -> Any:
    """Where answers quote a document of the corpus, newest first, and whether the quote still stands there."""
    return service.citations(db, caller, name, document)
