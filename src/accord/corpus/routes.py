"""The corpus over HTTP: members search and read, leads bring documents."""

from __future__ import annotations

from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query

from accord.corpus import service
from accord.corpus.schemas import DocumentOut, DocumentsOut, HitsOut
from accord.ground.http import NDJSON, Db, problems
from accord.people.routes import CurrentCaller
from accord.records.reading import BODY, rows, spooled
from accord.records.schemas import ReportOut

router = APIRouter(tags=["corpus"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Document = Annotated[str, Path(min_length=1, max_length=600)]
Spool = Annotated[IO[bytes], Depends(spooled)]
MediaType = Annotated[str, Header(alias="Content-Type", max_length=200)]


@router.post("/projects/{name}/corpus", response_model=ReportOut, responses=problems(404), openapi_extra=BODY)
def add_documents(
    name: ProjectName, db: Db, caller: CurrentCaller, spool: Spool, content_type: MediaType = NDJSON
) -> Any:
    """Add or replace documents by id (`id`, `text`, `title`, `url`, `format`, `lang`, `meta`): a JSON list, or one a line."""
    with spool:
        return service.add(db, caller, name, rows(spool, content_type)).json()


@router.get("/projects/{name}/corpus", response_model=DocumentsOut, responses=problems(404))
def list_documents(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    offset: Annotated[int, Query(ge=0, le=100_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Any:
    """A project's documents by title."""
    return service.page(db, caller, name, offset, limit)


@router.get("/projects/{name}/search", response_model=HitsOut, responses=problems(404))
def search_corpus(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    q: Annotated[str, Query(max_length=400)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """The passages of a project's documents that some words are in, best first."""
    return {"hits": service.search(db, caller, name, q, limit)}


@router.get("/projects/{name}/corpus/{document}", response_model=DocumentOut, responses=problems(404))
def show_document(name: ProjectName, document: Document, db: Db, caller: CurrentCaller) -> Any:
    """A document, whole."""
    return service.get(db, caller, name, document)


@router.delete("/projects/{name}/corpus/{document}", status_code=204, responses=problems(404))
def remove_document(name: ProjectName, document: Document, db: Db, caller: CurrentCaller) -> None:
    """Take a document out; answers that point into it keep their quote."""
    service.remove(db, caller, name, document)
