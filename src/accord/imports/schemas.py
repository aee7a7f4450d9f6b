"""What uploads and imports look like over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from accord.ground.http import Body
from accord.records.schemas import RefusedOut

MOST_FILES = 10_000
MOST_COLUMNS = 200

Mapped = Annotated[dict[str, Annotated[str, Field(max_length=500)]], Field(max_length=MOST_COLUMNS)]


class FileIn(Body):
    """A file that is to come; a folder's files have its name before theirs."""

    name: str = Field(min_length=1, max_length=1000)
    size: int = Field(ge=0, le=2**53)


class Announce(Body):
    """The files of an upload, in the order in which their bytes come."""

    files: list[FileIn] = Field(min_length=1, max_length=MOST_FILES)


class FileOut(BaseModel):
    """A file of an upload."""

    name: str
    size: int


class UploadOut(BaseModel):
    """An upload: `got` of `size` bytes are there."""

    id: str
    files: list[FileOut]
    size: int
    got: int


class Look(Body):
    """How to read the files. Without a `mapping` (target to column) the project's own is taken, with a guess."""

    format: str = Field(default="auto", max_length=64)
    mapping: Mapped | None = None
    what: Literal["auto", "records", "responses"] = "auto"


class Import(Body):
    """How to read the files, and what their rows are."""

    format: str = Field(default="auto", max_length=64)
    mapping: Mapped = {}
    what: Literal["records", "responses"] = "records"


class KindOut(BaseModel):
    """Files that were taken for one format, and why; `format` is null for those that nobody can read."""

    format: str | None
    title: str
    why: str
    files: int
    names: list[str]
    fit: int
    refused: int


class ColumnOut(BaseModel):
    """A column of the rows, with what stands in it."""

    name: str
    examples: list[str]


class TargetOut(BaseModel):
    """Where a column may go: a field (`several`: or an element of it, `replies.a`), or the record's id, lang or group."""

    name: str
    title: str
    required: bool
    several: bool


class FormatName(BaseModel):
    """A format that can be read."""

    name: str
    title: str


class LostOut(RefusedOut):
    """A row that would not come in."""

    file: str


class LookOut(BaseModel):
    """What an import would do. `complete` says whether all rows were looked at; `records` are the first as people would see them."""

    what: Literal["records", "responses"]
    files: int
    size: int
    complete: bool
    kinds: list[KindOut]
    formats: list[FormatName]
    columns: list[ColumnOut]
    targets: list[TargetOut]
    mapping: dict[str, str]
    records: list[dict[str, Any]]
    fit: int
    refused: int
    faults: list[LostOut]
    responses: int
    kept: list[dict[str, Any]]
    mended: dict[str, int]
