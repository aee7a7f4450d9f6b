"""Records over HTTP, as they came. (Adding, listing and showing them involves where they stand: those routes are `work`'s.)"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.ground.http import NDJSON, Db, lines, problems
from accord.people.routes import CurrentCaller
from accord.records import service

router = APIRouter(tags=["records"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]


@router.get(
    "/projects/{name}/records.ndjson",
    response_model=None,
    responses={200: {"content": {NDJSON: {}}, "description": "One record a line"}, **problems(404)},
)
def stream_records(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """All records in their shape, with gold, one a line."""
    return lines(service.stream(db, caller, name))
