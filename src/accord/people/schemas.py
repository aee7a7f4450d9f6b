"""What people's routes take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, StringConstraints

from accord.ground.http import Body

Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class SignIn(Body):
    """A name and its password."""

    name: Name
    password: Secret


class Link(Body):
    """The token of a one-time link."""

    token: Secret


class Me(BaseModel):
    """Who is signed in."""

    name: str
    role: str


class SessionOut(BaseModel):
    """The session's person."""

    user: Me


class NewUser(Body):
    """A person to add."""

    name: Name
    role: Name = "annotator"
    password: Secret | None = None


class NewPassword(Body):
    """A password to set."""

    password: Secret


class UserOut(BaseModel):
    """A person."""

    name: str
    role: str
    imported: bool
    created_at: datetime


class UsersOut(BaseModel):
    """People by name."""

    users: list[UserOut]


class Anonymised(BaseModel):
    """What the person is called now."""

    name: str


class LinkOut(BaseModel):
    """A link that signs in once."""

    link: str


class NewKey(Body):
    """What a key is for."""

    name: Name


class KeyMade(BaseModel):
    """The key, shown only now."""

    id: int
    key: str
    name: str
    prefix: str


class KeyOut(BaseModel):
    """A key without its secret."""

    id: int
    name: str
    prefix: str
    user: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class KeysOut(BaseModel):
    """Keys, oldest first."""

    keys: list[KeyOut]


class EntryOut(BaseModel):
    """An entry of the audit log; `who` is null for what Accord did by itself."""

    number: int
    at: str
    who: str | None
    who_id: int | None
    action: str
    what: str
    detail: dict[str, Any]
    hash: str


class AuditOut(BaseModel):
    """Entries, newest first."""

    entries: list[EntryOut]
