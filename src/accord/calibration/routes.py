"""Calibration rounds over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.calibration import service, starting
from accord.calibration.schemas import CalibrationOut, CalibrationsOut, GoldMade, MakeGold, NewCalibration
from accord.ground.http import Db, problems
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["calibration"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post("/projects/{name}/calibrations", status_code=201, response_model=CalibrationOut, responses=problems(404, 409))  # fmt: skip
def start_calibration(name: ProjectName, body: NewCalibration, db: Db, caller: CurrentCaller) -> Any:
    """Begin a round: the chosen people vote blind on the chosen records."""
    chosen = {"keys": body.records, "number": body.number, "disputed": body.disputed, "people": body.people}
    number = starting.start(db, caller, name, **chosen, auto=body.auto)  # type: ignore[arg-type]
    return service.show(db, caller, name, number)


@router.get("/projects/{name}/calibrations", response_model=CalibrationsOut, responses=problems(404))
def list_calibrations(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """The project's rounds; annotators see those that they take part in."""
    return service.list_(db, caller, name)


@router.get("/projects/{name}/calibrations/{number}", response_model=CalibrationOut, responses=problems(404))
def show_calibration(name: ProjectName, number: Number, db: Db, caller: CurrentCaller) -> Any:
    """A round: before the reveal who has voted, after it what everybody said and how far they agree."""
    return service.show(db, caller, name, number)


@router.post("/projects/{name}/calibrations/{number}/reveal", response_model=CalibrationOut, responses=problems(404, 409))  # fmt: skip
def reveal_calibration(name: ProjectName, number: Number, db: Db, caller: CurrentCaller) -> Any:
    """Show the votes to those who voted, and let them vote again."""
    return service.reveal(db, caller, name, number)


@router.post("/projects/{name}/calibrations/{number}/close", response_model=CalibrationOut, responses=problems(404, 409))  # fmt: skip
def close_calibration(name: ProjectName, number: Number, db: Db, caller: CurrentCaller) -> Any:
    """End the round; what was said stays to be read."""
    return service.close(db, caller, name, number)


@router.post("/projects/{name}/calibrations/{number}/gold", response_model=GoldMade, responses=problems(404, 409))
def calibration_gold(name: ProjectName, number: Number, body: MakeGold, db: Db, caller: CurrentCaller) -> Any:
    """What people said last, by majority, becomes the known answer of the project's records."""
    return service.make_gold(db, caller, name, number, body.records, body.why)


@router.get("/projects/{name}/calibration", response_model=CalibrationOut, responses=problems(404))
def calibration_of(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """The round that this project holds the votes of, for those who vote in it."""
    return service.of_votes(db, caller, name)
