"""The list of records over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from accord.ground.http import Db, problems
from accord.insight.listing import service
from accord.insight.listing.chosen import Chosen, Sort, State, read_meta
from accord.insight.listing.schemas import RecordsOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Cursor = Annotated[str | None, Query(max_length=60)]


@router.get("/projects/{name}/records", response_model=RecordsOut, responses=problems(404))
def list_records(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    q: Annotated[str, Query(max_length=200)] = "",
    state: State | None = None,
    stage: Annotated[str, Query(max_length=64)] = "",
    person: Annotated[str, Query(max_length=64)] = "",
    gold: bool | None = None,
    disagree: Annotated[str, Query(max_length=100)] = "",
    answered: Annotated[int, Query(ge=0, le=10_000)] = 0,
    meta: Annotated[list[Annotated[str, Query(max_length=300)]], Query(max_length=10)] = [],  # noqa: B006 - FastAPI copies it
    sort: Sort = "oldest",
    after: Cursor = None,
    before: Cursor = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """A page of records: by words of ids and titles, state, stage, person, gold, disagreement on a question ("*": on any),
    `meta` as KEY:VALUE, and by how many people have `answered` at least; sorted as they came or by how far people are apart. `before=end` is the last page."""
    chosen = Chosen(_clean(q), state, stage, None, gold, disagree, answered, read_meta(map(_clean, meta)))
    return service.page(db, caller, name, chosen, person=person, sort=sort, after=after, before=before, limit=limit)


def _clean(text: str) -> str:
    """PostgreSQL takes no NUL, and no record holds one."""
    return text.replace("\x00", "")
