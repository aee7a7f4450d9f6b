"""A record's way over HTTP: its timeline, comments on it, sending it elsewhere, what was escalated."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from accord.ground.http import Db, problems
from accord.people.routes import CurrentCaller
from accord.work import service
from accord.work.life_schemas import EscalationsOut, NewComment, Resolve, Send, TimelineOut
from accord.work.schemas import CommentOut, StateOut

router = APIRouter()
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
RecordKey = Annotated[str, Path(min_length=1, max_length=600)]
CommentNumber = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/projects/{name}/records/{key}/timeline", response_model=TimelineOut, responses=problems(404))
def show_timeline(name: ProjectName, key: RecordKey, db: Db, caller: CurrentCaller) -> Any:
    """A record's life, oldest first: every revision, every move and why, comments, escalations."""
    return service.timeline(db, caller, name, key)


@router.post(
    "/projects/{name}/records/{key}/comments", status_code=201, response_model=CommentOut, responses=problems(404)
)
def add_comment(name: ProjectName, key: RecordKey, body: NewComment, db: Db, caller: CurrentCaller) -> Any:
    """Say something about a record, a response, or a place in the record."""
    about = {"anchor": body.anchor, "response": body.response, "thread": body.thread}
    return service.add_comment(db, caller, name, key, body.text, **about)  # type: ignore[arg-type]


@router.put("/projects/{name}/records/{key}/comments/{number}", response_model=StateOut, responses=problems(404))
def resolve_comment(
    name: ProjectName, key: RecordKey, number: CommentNumber, body: Resolve, db: Db, caller: CurrentCaller
) -> Any:
    """Settle a thread, or open it again."""
    return service.resolve_comment(db, caller, name, key, number, body.resolved)


@router.post("/projects/{name}/records/{key}/send", response_model=StateOut, responses=problems(404, 409))
def send_record(name: ProjectName, key: RecordKey, body: Send, db: Db, caller: CurrentCaller) -> Any:
    """Move a record to another stage or an end, saying why."""
    return service.send(db, caller, name, key, body.to, body.comment)


@router.get("/projects/{name}/escalations", response_model=EscalationsOut, responses=problems(404))
def list_escalations(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """What is to be decided in a project, the nearest deadline first."""
    return {"escalations": service.escalations(db, caller, name)}
