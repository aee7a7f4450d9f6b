"""Pay sheets over HTTP, as JSON and CSV."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from accord.ground.http import Db, problems
from accord.insight.pay import service
from accord.insight.pay.schemas import PayOut
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["insight"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Day = Annotated[date, Query()]
CSV = "text/csv"


@router.get("/projects/{name}/pay", response_model=PayOut, responses=problems(404))
def get_pay(name: ProjectName, since: Day, until: Day, db: Db, caller: CurrentCaller) -> Any:
    """What each person did from `since` to `until` (UTC days, both included), and what it comes to."""
    return service.pay(db, caller, name, since, until)


@router.get(
    "/projects/{name}/pay.csv",
    response_class=Response,
    responses={
        200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "One person a line"},
        **problems(404),
    },
)
def get_pay_csv(name: ProjectName, since: Day, until: Day, db: Db, caller: CurrentCaller) -> Any:
    """The same as CSV."""
    text = service.as_csv(service.pay(db, caller, name, since, until))
    kept = f'attachment; filename="pay-{since.isoformat()}-{until.isoformat()}.csv"'
    return Response(text, media_type=CSV, headers={"Content-Disposition": kept})
