"""Imports over HTTP, for the leads of a project: upload, look, bring in, and the refused rows as a file."""

from __future__ import annotations

from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import FileResponse, Response, StreamingResponse

from accord.formats.refused import as_csv
from accord.ground.http import NDJSON, AppSettings, Db, problems
from accord.imports import service
from accord.imports.schemas import Announce, Import, Look, LookOut, UploadOut
from accord.jobs.routes import long
from accord.jobs.schemas import LongOut
from accord.people.routes import CurrentCaller
from accord.records.reading import spooled

router = APIRouter(tags=["imports"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
UploadId = Annotated[str, Path(min_length=1, max_length=64)]
Number = Annotated[int, Path(ge=1, le=2**53)]
Spool = Annotated[IO[bytes], Depends(spooled)]
BYTES: dict[str, Any] = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}  # fmt: skip
ROWS: dict[int | str, Any] = {200: {"content": {NDJSON: {}, "text/csv": {}}, "description": "A row a line"}}


@router.post("/projects/{name}/uploads", status_code=201, response_model=UploadOut, responses=problems(404))
def create_upload(name: ProjectName, body: Announce, db: Db, settings: AppSettings, caller: CurrentCaller) -> Any:
    """Announce files to bring in; their bytes follow, all of them one after the other."""
    return service.announce(db, settings, caller, name, [one.model_dump() for one in body.files])


@router.get("/projects/{name}/uploads/{upload}", response_model=UploadOut, responses=problems(404))
def show_upload(name: ProjectName, upload: UploadId, db: Db, settings: AppSettings, caller: CurrentCaller) -> Any:
    """How many bytes of an upload are there: go on from `got`."""
    return service.upload(db, settings, caller, name, upload)


@router.put(
    "/projects/{name}/uploads/{upload}/content",
    response_model=UploadOut,
    responses=problems(404, 409),
    openapi_extra=BYTES,
)
def write_upload(
    name: ProjectName,
    upload: UploadId,
    db: Db,
    settings: AppSettings,
    caller: CurrentCaller,
    spool: Spool,
    offset: Annotated[int, Query(ge=0, le=2**53)] = 0,
) -> Any:
    """The next bytes of an upload, from `offset` on; a part that was sent before may be sent again."""
    with spool:
        return service.write(db, settings, caller, name, upload, offset, spool)


@router.delete("/projects/{name}/uploads/{upload}", status_code=204, responses=problems(404))
def remove_upload(
    name: ProjectName, upload: UploadId, db: Db, settings: AppSettings, caller: CurrentCaller
) -> Response:
    """The files are not wanted; one that nobody asks for goes by itself after a day."""
    service.remove(db, settings, caller, name, upload)
    return Response(status_code=204)


@router.post("/projects/{name}/uploads/{upload}/look", response_model=LookOut, responses=problems(404, 409))
def look_at_upload(
    name: ProjectName, upload: UploadId, body: Look, db: Db, settings: AppSettings, caller: CurrentCaller
) -> Any:
    """What an import would do: which format and why, columns and fields, the first records, what would be refused. Nothing is stored."""
    return service.look(db, settings, caller, name, upload, body.format, body.mapping, body.what)


@router.post(
    "/projects/{name}/uploads/{upload}/import", status_code=202, response_model=LongOut, responses=problems(404, 409)
)
def import_upload(
    name: ProjectName, upload: UploadId, body: Import, db: Db, settings: AppSettings, caller: CurrentCaller
) -> Any:
    """Bring the files in: a job does it. Its result says how many are new, changed, as before, refused, and what was mended."""
    return long(service.start(db, settings, caller, name, upload, body.format, body.mapping, body.what))


@router.get("/projects/{name}/imports/{number}/refused", response_model=None, responses={**ROWS, **problems(404)})
def download_refused(
    name: ProjectName,
    number: Number,
    db: Db,
    settings: AppSettings,
    caller: CurrentCaller,
    form: Annotated[Literal["jsonl", "csv"], Query()] = "jsonl",
) -> Any:
    """The rows that an import (a job's number) refused, each with why: mended, the file is imported again."""
    path = service.refused(db, settings, caller, name, number)
    file = f"{name}-refused-{number}.{form}"
    if form == "jsonl":
        return FileResponse(path, media_type=NDJSON, filename=file)
    told = {"Content-Disposition": f'attachment; filename="{file}"'}
    return StreamingResponse(as_csv(path), media_type="text/csv; charset=utf-8", headers=told)
