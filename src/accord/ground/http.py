"""What every domain's routes use: the database of the application, problem documents, streams of lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, model_validator

from accord.ground.database import Database
from accord.ground.errors import AccordError, Invalid
from accord.ground.settings import Settings
from accord.schema.plain import check_plain

PROBLEM = "application/problem+json"
NDJSON = "application/x-ndjson"
ANY = (400, 401, 403, 413, 422, 503, 507)  # statuses that every operation may answer with
FLUSHED = 64 * 1024  # bytes of lines sent at once


async def _database(request: Request) -> Database:  # async: a plain function would cost a change of thread
    db: Database = request.app.state.db
    return db


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


Db = Annotated[Database, Depends(_database)]
AppSettings = Annotated[Settings, Depends(_settings)]


class Body(BaseModel):
    """What requests carry: nothing that is not known, and nothing that a database would not keep as it is."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        """NUL, half surrogates, NaN and depth without end are refused here, before any service sees them."""
        if faults := list(islice(check_plain(given), 20)):
            raise Invalid("The request does not fit", faults=faults)
        return given


class FaultOut(BaseModel):
    """One misfit and where it is."""

    pointer: str
    code: str
    message: str
    nearest: str | None = None
    line: int | None = None
    picture: str | None = None


class Problem(BaseModel):
    """An RFC 9457 problem document."""

    type: str = Field(examples=["/problems/invalid"])
    title: str
    status: int
    detail: str | None = None
    errors: list[FaultOut] = []


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error responses that an operation declares; those of `ANY` can come from any."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"content": content, "description": "A problem document"} for status in sorted({*ANY, *statuses})}


def problem(error: AccordError) -> Response:
    """The problem document of an error."""
    body: dict[str, Any] = {"type": f"/problems/{error.slug}", "title": error.title, "status": error.status}
    if error.faults:
        body["errors"] = [fault.json() for fault in error.faults]
    body |= error.extra
    headers = {"Retry-After": str(error.extra["retry_after"])} if "retry_after" in error.extra else {}
    return Response(json.dumps(body, default=str), error.status, headers=headers, media_type=PROBLEM)


def line(value: Mapping[str, Any]) -> bytes:
    """One line of NDJSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def lines(rows: Iterable[Mapping[str, Any]]) -> StreamingResponse:
    """Rows as NDJSON, sent as they come."""

    def chunks() -> Iterator[bytes]:
        waiting = bytearray()
        for row in rows:
            waiting += line(row)
            if len(waiting) >= FLUSHED:
                yield bytes(waiting)
                waiting.clear()
        yield bytes(waiting)

    return StreamingResponse(chunks(), media_type=NDJSON)
