"""Work over HTTP: claim, draft, submit, skip, release; records and responses in and out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import IO, Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Response
from pydantic_core import to_json

from accord.ground.http import NDJSON, Db, lines, problems
from accord.ground.turns import Turns, waited
from accord.people.routes import Asking, CurrentCaller
from accord.records.reading import BODY, items, rows, spooled
from accord.records.schemas import ReportOut
from accord.work import life_routes, service
from accord.work.schemas import (
    AssignmentOut,
    Claim,
    ClaimOut,
    Draft,
    Foresee,
    ForeseenOut,
    MineOut,
    ProgressOut,
    ProjectsOut,
    RecordOut,
    Reopen,
    Saved,
    Skip,
    StateOut,
    Steer,
    SteeredOut,
    Submit,
    SubmittedOut,
)

router = APIRouter(tags=["work"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
RecordKey = Annotated[str, Path(min_length=1, max_length=600)]
AssignmentId = Annotated[str, Path(min_length=1, max_length=30)]
STREAM: dict[int | str, Any] = {200: {"content": {NDJSON: {"schema": {"type": "string"}}}, "description": "One a line"}}
Spool = Annotated[IO[bytes], Depends(spooled)]
MediaType = Annotated[str, Header(alias="Content-Type", max_length=200)]


def all_day(operation: Callable[..., Turns[Response]]) -> Callable[..., Response]:
    """What everybody who answers calls again and again: written in turns, so that the server answers it without a thread of its own
    (`accord.server.front`); asked by way of the framework it waits for them."""

    @wraps(operation)
    def waiting(**given: Any) -> Response:
        try:
            return waited(given["db"], operation(**given))
        finally:
            given["who"].note(given["db"])

    # what it looks like is what FastAPI reads, which must not find out that the operation itself is a generator
    del waiting.__wrapped__
    waiting.__signature__ = signature(operation)  # type: ignore[attr-defined]
    waiting.in_turns = operation  # type: ignore[attr-defined]
    return waiting


# What people call all day comes first: an address is looked for in this order.


@router.post("/projects/{name}/claim", response_model=ClaimOut, responses=problems(404))
@all_day
def claim(name: ProjectName, body: Claim, db: Db, who: Asking) -> Turns[Response]:
    """Take records to answer; leases that still run come first."""
    return _json((yield from service.claiming(db, who, name, body.count)))


@router.post("/assignments/{number}/submit", response_model=SubmittedOut, responses=problems(404, 409, 410))
@all_day
def submit(
    number: AssignmentId,
    body: Submit,
    db: Db,
    who: Asking,
    idempotency_key: Annotated[str | None, Header(min_length=1, max_length=128)] = None,
) -> Turns[Response]:
    """Store the answers; with the same Idempotency-Key again, the same result and no second revision."""
    verdict = body.verdict.model_dump() if body.verdict else None
    more = {"active_seconds": body.active_seconds, "spec_version": body.spec_version, "key": idempotency_key}
    more |= {"verdict": verdict, "events": _events(body)}  # type: ignore[dict-item]
    return _json((yield from service.submitting(db, who, number, body.answers, **more)))  # type: ignore[arg-type]


def _events(body: Submit | Draft) -> list[dict[str, Any]]:
    return [one.model_dump(exclude_defaults=True) for one in body.events]


@router.put("/assignments/{number}/draft", response_model=Saved, responses=problems(404, 409))
@all_day
def save_draft(number: AssignmentId, body: Draft, db: Db, who: Asking) -> Turns[Response]:
    """Keep what is not finished; the lease goes on."""
    return _json((yield from service.drafting(db, who, number, body.answers, body.active_seconds, _events(body))))


@router.get("/assignments/{number}", response_model=AssignmentOut, responses=problems(404))
def show_assignment(number: AssignmentId, db: Db, caller: CurrentCaller) -> Any:
    """One's own assignment with its record, draft and answers."""
    return _json(service.get_assignment(db, caller, number))


@router.post("/assignments/{number}/skip", response_model=StateOut, responses=problems(404, 409))
def skip(number: AssignmentId, body: Skip, db: Db, caller: CurrentCaller) -> Any:
    """Pass a record on to others, saying why."""
    return service.skip(db, caller, number, body.reason)


@router.post("/assignments/{number}/release", response_model=StateOut, responses=problems(404, 409))
def release(number: AssignmentId, db: Db, caller: CurrentCaller) -> Any:
    """Give a record back unanswered."""
    return service.release(db, caller, number)


@router.get("/projects", response_model=ProjectsOut, responses=problems())
def list_projects(db: Db, caller: CurrentCaller, archived: bool = False) -> Any:
    """One's projects, with what waits there; or, of those that one leads, the archived ones."""
    return {"projects": service.list_projects(db, caller, archived)}


@router.post("/projects/{name}/records", response_model=ReportOut, responses=problems(404), openapi_extra=BODY)
def add_records(
    name: ProjectName, db: Db, caller: CurrentCaller, spool: Spool, content_type: MediaType = NDJSON
) -> Any:
    """Add or update records by id: a JSON list, or one object a line. What does not fit is reported and stops nothing else."""
    with spool:
        return service.add_records(db, caller, name, items(spool, content_type)).json()


@router.get("/projects/{name}/records/{key}", response_model=RecordOut, responses=problems(404))
def show_record(name: ProjectName, key: RecordKey, db: Db, caller: CurrentCaller) -> Any:
    """One record with where it stands and every response to it."""
    return service.record(db, caller, name, key)


@router.post("/projects/{name}/records/{key}/withdraw", response_model=StateOut, responses=problems(404))
def withdraw_record(name: ProjectName, key: RecordKey, db: Db, caller: CurrentCaller) -> Any:
    """Take a record out of dispatch; its responses stay."""
    return service.withdraw(db, caller, name, key)


@router.post("/projects/{name}/records/{key}/reopen", response_model=StateOut, responses=problems(404, 409))
def reopen_record(name: ProjectName, key: RecordKey, body: Reopen, db: Db, caller: CurrentCaller) -> Any:
    """Ask more people about a record."""
    return service.reopen(db, caller, name, key, body.people)


@router.post("/projects/{name}/foresee", response_model=ForeseenOut, responses=problems(404))
def foresee_change(name: ProjectName, body: Foresee, db: Db, caller: CurrentCaller) -> Any:
    """What another version of the project would do to the responses that are there; nothing is stored."""
    return service.foresee(db, caller, name, body.yaml)


@router.post("/projects/{name}/records/steer", response_model=SteeredOut, responses=problems(404))
def steer_records(name: ProjectName, body: Steer, db: Db, caller: CurrentCaller) -> Any:
    """Withdraw, restore or ask more people about many records at once."""
    return service.steer(db, caller, name, body.action, body.ids, body.people)


@router.get("/projects/{name}/mine", response_model=MineOut, responses=problems(404))
def list_mine(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    before: Annotated[str | None, Query(max_length=30)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    """One's own answers, newest first."""
    return _json(service.mine(db, caller, name, limit, before))


@router.get(
    "/projects/{name}/progress", response_model=ProgressOut, response_model_exclude_unset=True, responses=problems(404)
)
def progress(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """How far the project is; reviewers and leads see each person's part."""
    return service.progress(db, caller, name)


@router.get("/projects/{name}/responses", response_class=Response, responses={**problems(404), **STREAM})
def stream_responses(name: ProjectName, db: Db, caller: CurrentCaller, identities: bool = False) -> Any:
    """Every response, one a line; people by pseudonym unless an admin asks for `identities`."""
    return lines(service.stream_responses(db, caller, name, identities))


@router.post("/projects/{name}/responses", response_model=ReportOut, responses=problems(404), openapi_extra=BODY)
def import_responses(
    name: ProjectName,
    db: Db,
    caller: CurrentCaller,
    spool: Spool,
    content_type: MediaType = NDJSON,
    extend: bool = False,
) -> Any:
    """Bring responses that were given elsewhere; a full record refuses more unless `extend` raises its overlap."""
    with spool:
        return service.import_responses(db, caller, name, rows(spool, content_type), extend=extend).json()


router.include_router(life_routes.router)


def _json(value: Any) -> Response:
    """Large or frequent answers go out as they are: they were built here, not to be checked again."""
    return Response(to_json(value), media_type="application/json")
