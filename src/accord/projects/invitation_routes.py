"""Invitations over HTTP: made by leads, used by whoever has the link."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, Field

from accord.ground.http import AppSettings, Body, Db, problems
from accord.people.asking import check_origin
from accord.people.routes import CurrentCaller, signed_in
from accord.people.schemas import Link, Name, Secret, SessionOut
from accord.projects import invitations

router = APIRouter(tags=["projects"])
ProjectName = Annotated[str, Path(min_length=1, max_length=100)]
Number = Annotated[int, Path(ge=1, le=2**53)]


class NewInvitation(Body):
    """Whom a link lets in: so many people, in this role, for so many days."""

    role: Literal["annotator", "reviewer"] = "annotator"
    uses: Annotated[int, Field(ge=1, le=10_000)] = 1
    days: Annotated[int, Field(ge=1, le=365)] = 7


class InvitationMade(BaseModel):
    """A link, told only now."""

    id: int
    link: str
    role: str
    uses: int
    expires_at: datetime


class InvitationOut(BaseModel):
    """A link without its secret; `uses`: how many may still come, `joined`: how many did."""

    id: int
    role: str
    uses: int
    joined: int
    expires_at: datetime
    created_at: datetime
    by: str | None


class InvitationsOut(BaseModel):
    """Those that still let somebody in."""

    invitations: list[InvitationOut]


class LeadsTo(BaseModel):
    """Where a link leads."""

    project: str
    title: str
    role: str
    until: datetime


class Newcomer(Body):
    """The link's token, and who comes by it."""

    token: Secret
    name: Name
    password: Secret


class Joined(BaseModel):
    """The project that one is a member of now."""

    project: str


@router.post("/projects/{name}/invitations", status_code=201, response_model=InvitationMade, responses=problems(404))
def create_invitation(name: ProjectName, body: NewInvitation, request: Request, db: Db, caller: CurrentCaller) -> Any:
    """Make a link that makes an account and a membership."""
    made = invitations.invite(db, caller, name, body.role, body.uses, body.days)
    return {**made, "link": f"{str(request.base_url).rstrip('/')}/invitation#token={made['token']}"}


@router.get("/projects/{name}/invitations", response_model=InvitationsOut, responses=problems(404))
def list_invitations(name: ProjectName, db: Db, caller: CurrentCaller) -> Any:
    """The links that still let somebody in."""
    return {"invitations": invitations.list_(db, caller, name)}


@router.delete("/projects/{name}/invitations/{number}", status_code=204, responses=problems(404))
def end_invitation(name: ProjectName, number: Number, db: Db, caller: CurrentCaller) -> None:
    """Take a link back; who came by it stays."""
    invitations.end(db, caller, name, number)


@router.post("/invitations/look", response_model=LeadsTo, responses=problems())
def look_at_invitation(body: Link, db: Db) -> Any:
    """Where a link leads."""
    return invitations.look(db, body.token)


@router.post("/invitations/accept", status_code=201, response_model=SessionOut, responses=problems(409, 429))
def accept_invitation(body: Newcomer, request: Request, response: Response, db: Db, settings: AppSettings) -> Any:
    """Make an account by a link, and sign in."""
    check_origin(request) if request.headers.get("origin") else None
    token, caller = invitations.accept(db, body.token, body.name, body.password, settings.session_hours)
    return signed_in(request, response, token, caller, settings.session_hours)


@router.post("/invitations/join", response_model=Joined, responses=problems())
def join_by_invitation(body: Link, db: Db, caller: CurrentCaller) -> Any:
    """Become a member by a link, with the account that one has."""
    return invitations.join(db, caller, body.token)
