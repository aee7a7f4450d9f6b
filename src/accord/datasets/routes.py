"""Datasets over HTTP, for the leads of a project."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from accord.datasets import long, service
from accord.datasets.schemas import DatasetOut, DatasetsOut, FormatsOut, NewDataset, PreviewOut, ReadyOut
from accord.datasets.storing import UNWRITTEN
from accord.formats import registry
from accord.ground.disk import full
from accord.ground.http import AppSettings, Db, problems
from accord.jobs.routes import LONG
from accord.jobs.routes import long as made_by
from accord.people.routes import CurrentCaller

router = APIRouter(tags=["datasets"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**53)]
FormatName = Annotated[str, Path(min_length=1, max_length=64)]
CONTENT = {200: {"content": {"application/octet-stream": {}, "application/zip": {}}, "description": "One file as it is, several as zip"}}  # fmt: skip


@router.get("/formats", response_model=FormatsOut, responses=problems())
def list_formats(caller: CurrentCaller) -> Any:
    """The formats that a dataset can be written in."""
    written = [one for one in registry().values() if one.write is not None]
    return {"formats": [{"name": one.name, "title": one.title} for one in written]}


@router.post(
    "/projects/{name}/datasets", status_code=201, response_model=DatasetOut, responses={**LONG, **problems(404, 409)}
)
def create_dataset(
    name: ProjectName, db: Db, settings: AppSettings, caller: CurrentCaller, body: NewDataset | None = None
) -> Any:
    """Make a dataset of what is there now; the same content is the same dataset again. Of a large project a job makes it (202), and
    its result names the dataset."""
    given = body or NewDataset()
    made, job = long.snapshot(db, caller, settings.home, name, service.Recipe(given.consensus, given.ties))
    return made if job is None else made_by(job)


@router.get("/projects/{name}/datasets", response_model=DatasetsOut, responses=problems(404))
def list_datasets(
    name: ProjectName, db: Db, caller: CurrentCaller, limit: Annotated[int, Query(ge=1, le=1000)] = 200
) -> Any:
    """A project's datasets, newest first."""
    return {"datasets": service.list_(db, caller, name, limit)}


@router.get("/datasets/{number}", response_model=DatasetOut, responses=problems(404))
def get_dataset(number: Number, db: Db, caller: CurrentCaller) -> Any:
    """One dataset."""
    return service.get(db, caller, number)


@router.get("/datasets/{number}/preview/{format}", response_model=PreviewOut, responses=problems(404, 410))
def preview_dataset(
    number: Number,
    format: FormatName,
    db: Db,
    settings: AppSettings,
    caller: CurrentCaller,
    rows: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """The first rows that an export would write, and what it would leave out."""
    return service.preview(db, caller, settings.home, number, format, rows)


@router.post(
    "/datasets/{number}/export/{format}", response_model=ReadyOut, responses={**LONG, **problems(404, 409, 410)}
)
def prepare_export(number: Number, format: FormatName, db: Db, settings: AppSettings, caller: CurrentCaller) -> Any:
    """See to it that the export can be downloaded at once: it can, or a job makes it (202)."""
    _, job = long.ready(db, caller, settings.home, number, format)
    return {"job": None} if job is None else made_by(job)


@router.get(
    "/datasets/{number}/export/{format}",
    response_class=FileResponse,
    responses={**CONTENT, **LONG, **problems(404, 409, 410)},
)
def export_dataset(number: Number, format: FormatName, db: Db, settings: AppSettings, caller: CurrentCaller) -> Any:
    """The dataset in a format: one file as it is, several as a zip. `Accord-Report` says what was left out. Of a large dataset a job
    makes it first (202)."""
    made, job = long.ready(db, caller, settings.home, number, format)
    if job is not None:
        return made_by(job)
    if made is not None:
        return FileResponse(made.path, filename=made.name, headers=_said(made.report))
    dataset = service.get(db, caller, number)
    with full(UNWRITTEN):
        home = settings.home / "datasets"
        home.mkdir(parents=True, exist_ok=True)
        folder = File(tempfile.mkdtemp(prefix=".part-", dir=home))
    try:
        with full(UNWRITTEN):
            report = service.export(db, caller, settings.home, number, format, folder)
            path, name = long.one_file(report, folder, service.stem(dataset), format)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, filename=name, headers=_said(report.json()), background=gone)


def _said(report: dict[str, Any]) -> dict[str, str]:
    return {"Accord-Report": json.dumps({name: report[name] for name in ("rows", "left_out", "notes", "loses")})}
