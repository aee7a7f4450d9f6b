"""Rows out of a request's body: NDJSON or a JSON list, spooled to disk beyond a few megabytes, parsed a line at a time."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from fastapi import Request
from pydantic_core import from_json

from accord.formats import jsonl
from accord.formats.rows import Refused, Row
from accord.formats.text import twice
from accord.ground.errors import BadRequest
from accord.records.beside import Lines

IN_MEMORY = 8 * 1024 * 1024
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl")
BODY: dict[str, Any] = {  # what OpenAPI says of such a body
    "requestBody": {
        "required": True,
        "content": {
            "application/x-ndjson": {"schema": {"type": "string"}},
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
        },
    }
}


async def spooled(request: Request) -> IO[bytes]:
    """The whole body; the caller closes it. Its size is bounded by the server's limit."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the caller, after its rows are read
    try:
        async for chunk in request.stream():
            file.write(chunk)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def items(file: IO[bytes], media_type: str) -> Iterator[Row | Refused] | Lines:
    """What `add` takes as records: lines are checked on other processes where there are many; people wait for this one.

    Raises:
        BadRequest: as `rows`.
    """
    return Lines(file, gentle=True) if _kind(media_type) in NDJSON else rows(file, media_type)


def rows(file: IO[bytes], media_type: str) -> Iterator[Row | Refused]:
    """The rows, numbered from 1.

    Raises:
        BadRequest: neither of the two media types, or no JSON list.
    """
    kind = _kind(media_type)
    if kind in NDJSON:
        return jsonl.rows(file)
    if kind != "application/json":
        raise BadRequest("Send application/x-ndjson (one object a line) or application/json (a list)")
    try:
        raw = file.read()
        listed = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise BadRequest(f"The body is not JSON: {error}") from None
    if not isinstance(listed, list):
        raise BadRequest("The body is not a list")
    if (key := twice(raw, listed)) is not None:
        raise BadRequest(
            f"The body gives the key {key[:100]!r} twice in one object; as lines (NDJSON) the row is told, too"
        )
    return (Row(number, one) for number, one in enumerate(listed, 1))


def _kind(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()
