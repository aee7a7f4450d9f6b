"""People over HTTP: sessions, users, keys; and `CurrentCaller`, which every other route asks for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from accord.ground.http import NDJSON, AppSettings, Db, lines, problems
from accord.people import service
from accord.people.asking import COOKIE, Asker, check_origin
from accord.people.schemas import (
    Anonymised,
    AuditOut,
    KeyMade,
    KeysOut,
    Link,
    LinkOut,
    NewKey,
    NewPassword,
    NewUser,
    SessionOut,
    SignIn,
    UserOut,
    UsersOut,
)
from accord.people.service import Caller

router = APIRouter(tags=["people"])
UserName = Annotated[str, Path(min_length=1, max_length=64)]


def current_caller(request: Request, db: Db) -> Caller:
    """Who asks; see `Asker`."""
    asker = Asker(request)
    with db.read() as c:
        caller = asker(c)
    asker.note(db)
    return caller


async def _asking(request: Request) -> Asker:
    return Asker(request)


CurrentCaller = Annotated[Caller, Depends(current_caller)]
# for operations that are called all day: found out in their own transaction
Asking = Annotated[Asker, Depends(_asking)]


@router.post("/session", response_model=SessionOut, responses=problems(429))
def sign_in(body: SignIn, request: Request, response: Response, db: Db, settings: AppSettings) -> Any:
    """Sign in by name and password; sets the session cookie."""
    check_origin(request) if request.headers.get("origin") else None
    address = request.client.host if request.client else "unknown"
    token, caller = service.sign_in(db, body.name, body.password, address, settings.session_hours)
    return signed_in(request, response, token, caller, settings.session_hours)


@router.post("/session/link", response_model=SessionOut, responses=problems())
def sign_in_by_link(body: Link, request: Request, response: Response, db: Db, settings: AppSettings) -> Any:
    """Sign in by a one-time link."""
    check_origin(request) if request.headers.get("origin") else None
    token, caller = service.sign_in_by_link(db, body.token, settings.session_hours)
    return signed_in(request, response, token, caller, settings.session_hours)


@router.get("/session", response_model=SessionOut, responses=problems())
def session(caller: CurrentCaller) -> Any:
    """Who is signed in."""
    return {"user": {"name": caller.name, "role": caller.role}}


@router.delete("/session", status_code=204, responses=problems())
def sign_out(request: Request, response: Response, db: Db, caller: CurrentCaller) -> None:
    """Sign out; the cookie is worthless from now on."""
    if token := request.cookies.get(COOKIE):
        service.sign_out(db, token)
    response.delete_cookie(COOKIE, path="/")


@router.get("/users", response_model=UsersOut, responses=problems())
def list_users(
    db: Db,
    caller: CurrentCaller,
    after: Annotated[str, Query(max_length=64)] = "",
    limit: Annotated[int, Query(ge=1, le=1000)] = 1000,
) -> Any:
    """Everybody, by name; `after` the last name goes on."""
    return {"users": service.list_users(db, caller, after, limit)}


@router.post("/users", status_code=201, response_model=UserOut, responses=problems(409, 429))
def create_user(body: NewUser, db: Db, caller: CurrentCaller) -> Any:
    """Add a person."""
    return service.create_user(db, caller, body.name, body.role, body.password)


@router.delete("/users/{name}", status_code=204, responses=problems(404, 409))
def remove_user(name: UserName, db: Db, caller: CurrentCaller) -> None:
    """Take a person's access away; their answers stay."""
    service.remove_user(db, caller, name)


@router.post("/users/{name}/anonymise", response_model=Anonymised, responses=problems(404, 409))
def anonymise_user(name: UserName, db: Db, caller: CurrentCaller) -> Any:
    """Take a person's access and name away for good; their answers stay, under a name that says nothing."""
    return {"name": service.anonymise_user(db, caller, name)}


@router.put("/users/{name}/password", status_code=204, responses=problems(404, 429))
def set_password(name: UserName, body: NewPassword, db: Db, caller: CurrentCaller) -> None:
    """Set one's own password, or as an admin anybody's."""
    service.set_password(db, caller, name, body.password)


@router.post("/users/{name}/link", status_code=201, response_model=LinkOut, responses=problems(404, 409))
def create_link(name: UserName, request: Request, db: Db, caller: CurrentCaller) -> Any:
    """A link that signs this person in, once."""
    return {"link": f"{str(request.base_url).rstrip('/')}/sign-in#token={service.create_link(db, caller, name)}"}


@router.get("/keys", response_model=KeysOut, responses=problems())
def list_keys(db: Db, caller: CurrentCaller) -> Any:
    """One's own keys; an admin sees everybody's."""
    return {"keys": service.list_keys(db, caller)}


@router.post("/keys", status_code=201, response_model=KeyMade, responses=problems())
def create_key(body: NewKey, db: Db, caller: CurrentCaller) -> Any:
    """Make an API key; it is shown only now."""
    return service.create_key(db, caller, body.name)


@router.delete("/keys/{number}", status_code=204, responses=problems(404))
def revoke_key(number: Annotated[int, Path(ge=1, le=2**53)], db: Db, caller: CurrentCaller) -> None:
    """Make a key useless from now on."""
    service.revoke_key(db, caller, number)


@router.get("/audit", response_model=AuditOut, responses=problems())
def list_audit(
    db: Db,
    caller: CurrentCaller,
    below: Annotated[str, Query(max_length=200)] = "",
    action: Annotated[str, Query(max_length=64)] = "",
    who: Annotated[str, Query(max_length=64)] = "",
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Any:
    """Who did what when, newest first; `below` a thing (`projects/tone`), of one `action` (or all of a noun), by one person, in UTC days."""
    found = service.list_audit(
        db, caller, below=below, action=action, who=who, since=since, until=until, before=before, limit=limit
    )
    return {"entries": found}


@router.get(
    "/audit.ndjson",
    response_model=None,
    responses={200: {"content": {NDJSON: {}}, "description": "One entry a line"}, **problems()},
)
def stream_audit(db: Db, caller: CurrentCaller) -> Any:
    """The whole audit log, oldest first, one entry a line, each with its hash."""
    return lines(service.stream_audit(db, caller))


def signed_in(request: Request, response: Response, token: str, caller: Caller, hours: int) -> dict[str, Any]:
    """Set the session's cookie; who is signed in."""
    response.set_cookie(
        COOKIE, token, max_age=hours * 3600, httponly=True, samesite="lax", secure=request.url.scheme == "https", path="/"
    )  # fmt: skip
    return {"user": {"name": caller.name, "role": caller.role}}
