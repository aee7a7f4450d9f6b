"""One's own wellbeing over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from accord.ground.http import Body, Db, problems
from accord.people import wellbeing
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["people"])


class Wanted(Body):
    """How one wants to meet content that may harm."""

    accepts: bool
    blur: bool = True
    daily_cap: Annotated[int | None, Field(ge=1, le=100_000)] = None
    break_minutes: Annotated[int | None, Field(ge=1, le=600)] = None


class WellbeingOut(BaseModel):
    """Whether one works on content that may harm; covered until asked; records a day; minutes until a break is proposed."""

    accepts: bool
    blur: bool
    daily_cap: int | None
    break_minutes: int | None


@router.get("/session/wellbeing", response_model=WellbeingOut, responses=problems())
def show_wellbeing(db: Db, caller: CurrentCaller) -> Any:
    """How one wants to meet content that may harm; nobody else sees it."""
    return wellbeing.get(db, caller)


@router.put("/session/wellbeing", response_model=WellbeingOut, responses=problems())
def set_wellbeing(body: Wanted, db: Db, caller: CurrentCaller) -> Any:
    """Change it; it holds from the next record."""
    return wellbeing.set_(db, caller, **body.model_dump())
