"""Invitations: a link that makes an account and a membership, for so many people, until a day.

A link never makes more than an annotator of the site, and never touches an account that is there: who has one signs in and joins.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, NotFound, Unauthenticated
from accord.notices.service import tell
from accord.people import passwords
from accord.people import queries as people
from accord.people.service import Caller, check_newcomer
from accord.projects import queries
from accord.projects import service as projects

OVER = "This invitation was used up, is too old, or was taken back; ask for a new one"


def invite(db: Database, caller: Caller, project: str, role: str, uses: int, days: int) -> dict[str, Any]:
    """Make a link; its token is told only now.

    Raises:
        NotFound, Forbidden: the caller is no lead of the project.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")
    found.live()
    token, until = passwords.new_token(), now() + timedelta(days=days)
    own = {"project_id": found.id, "token": passwords.digest(token), "role": role, "uses": uses, "joined": 0}

    def work(c: Connection) -> int:
        more = {"expires_at": until, "created_by": caller.user_id, "created_at": now()}
        number = queries.add_invitation(c, {**own, **more})
        what = f"projects/{found.name}/invitations/{number}"
        note(c, caller, "invitation.add", what, {"role": role, "uses": uses, "until": until.isoformat()})
        return number

    return {"id": db.write(work), "token": token, "role": role, "uses": uses, "expires_at": until}


def list_(db: Database, caller: Caller, project: str) -> list[dict[str, Any]]:
    """The links of a project that still let somebody in."""
    found = projects.get(db, caller, project)
    found.needs("lead")
    with db.read() as c:
        return [dict(row._mapping) for row in queries.list_invitations(c, found.id, now())]


def end(db: Database, caller: Caller, project: str, number: int) -> None:
    """Take a link back; who came by it stays.

    Raises:
        NotFound: there is none.
    """
    found = projects.get(db, caller, project)
    found.needs("lead")

    def work(c: Connection) -> None:
        if not queries.end_invitation(c, found.id, number):
            raise NotFound("There is no such invitation")
        note(c, caller, "invitation.end", f"projects/{found.name}/invitations/{number}")

    db.write(work)


def look(db: Database, token: str) -> dict[str, Any]:
    """Where a link leads, before anybody says who they are.

    Raises:
        Unauthenticated: it leads nowhere any more.
    """
    with db.read() as c:
        row = _find(c, token)
        spec = projects.spec_of(db, c, row.project_id, row.version)
    return {"project": row.project, "title": spec.title or row.project, "role": row.role, "until": row.expires_at}


def accept(db: Database, token: str, name: str, password: str, hours: int) -> tuple[str, Caller]:
    """Make an account by a link, a member of its project; the token of their session.

    Raises:
        Unauthenticated: the link leads nowhere any more.
        Invalid: the name or the password does not fit.
        Conflict: the name is taken.
    """
    with db.read() as c:
        _find(c, token)  # before any work is spent on a password
    check_newcomer(name, password)
    hashed = passwords.hash_password(password)
    session = passwords.new_token()

    def work(c: Connection) -> Caller:
        row = _find(c, token)
        if people.ids_by_name(c, [name]):  # removed and imported ones too: their answers are not the newcomer's
            raise Conflict(f"The name {name} is taken; choose another, or sign in if it is yours")
        number = people.add_user(c, name, "annotator", hashed, now())
        made = Caller(number, name, "annotator")
        _join(c, made, row)
        people.add_session(c, passwords.digest(session), number, now(), now() + timedelta(hours=hours))
        note(c, made, "user.join", f"users/{name}", {"invitation": row.id})
        return made

    return session, db.write(work)


def join(db: Database, caller: Caller, token: str) -> dict[str, str]:
    """Become a member by a link with the account that one has; who is one already stays what they are.

    Raises:
        Unauthenticated: the link leads nowhere any more.
    """

    def work(c: Connection) -> str:
        row = _find(c, token)
        if queries.role_in(c, row.project_id, caller.user_id) is None:
            _join(c, caller, row)
        return str(row.project)

    return {"project": db.write(work)}


def _join(c: Connection, caller: Caller, row: Any) -> None:
    if not queries.use_invitation(c, row.id):
        raise Unauthenticated(OVER)
    queries.set_member(c, row.project_id, caller.user_id, row.role)
    what = f"projects/{row.project}/members/{caller.name}"
    tell(c, [row.created_by] if row.created_by else [], "joined", row.project, person=caller.name, role=row.role)
    note(c, caller, "member.join", what, {"role": row.role, "invitation": row.id})


def _find(c: Connection, token: str) -> Any:
    row = queries.find_invitation(c, passwords.digest(token), now())
    if row is None:
        raise Unauthenticated(OVER)
    return row
