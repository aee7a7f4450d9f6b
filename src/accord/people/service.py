"""People: who they are, how they sign in, what role they have."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from accord.ground import audit
from accord.ground.audit import note
from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated
from accord.people import passwords, queries
from accord.people.tables import ROLES
from accord.schema.faults import Fault

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}\Z")
LOCAL = "local-admin"  # who works on the data folder itself
LINK_HOURS = 72
FAILURES, WITHIN = 10, timedelta(minutes=15)
FAILURES_FROM = 50  # from one address: a whole office may share it
WRONG = "The name or the password is wrong"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks. `role` is the site's; projects have their own."""

    user_id: int
    name: str
    role: str

    def needs(self, role: str) -> None:
        """Raises Forbidden below this role."""
        if ROLES.index(self.role) < ROLES.index(role):
            raise Forbidden(f"Only a person with the role {role} may do this")


Who = Callable[[Connection], Caller]  # who asks, as the transaction that does it sees them


def create_user(db: Database, caller: Caller, name: str, role: str, password: str | None = None) -> dict[str, Any]:
    """Add a person. Without a password they sign in by a link.

    Raises:
        Forbidden: the caller is no admin (leads may add annotators and reviewers, but bring nobody back who was removed:
            what that person had a part in would be the caller's to see).
        Invalid: the name, role or password does not fit.
        Conflict: the name is taken.
    """
    caller.needs("admin" if role in ("lead", "admin") else "lead")
    faults = [*_check_name(name), *_check_password(password)]
    if role not in ROLES:
        faults.append(Fault("/role", "unknown-option", f"{role!r} is not one of {', '.join(ROLES)}"))
    if faults:
        raise Invalid("The person does not fit", faults=faults)
    hashed = passwords.hash_password(password) if password is not None else None

    def work(c: Connection) -> int:
        if queries.user(c, name):
            raise Conflict(f"There is a person called {name} already")
        if caller.role != "admin" and queries.ids_by_name(c, [name]):
            raise Forbidden(f"{name} was removed once; only a person with the role admin may bring them back")
        number = queries.add_user(c, name, role, hashed, now())
        note(c, caller, "user.add", f"users/{name}", {"role": role})
        return number

    db.write(work)
    return {"name": name, "role": role, "imported": False, "created_at": now()}


def list_users(db: Database, caller: Caller, after: str = "", limit: int = 200) -> list[dict[str, Any]]:
    """Everybody, by name."""
    caller.needs("lead")
    with db.read() as c:
        rows = queries.list_users(c, after, limit)
    return [{"name": r.name, "role": r.role, "imported": r.imported, "created_at": r.created_at} for r in rows]


def remove_user(db: Database, caller: Caller, name: str) -> None:
    """Take a person's access away; what they answered stays.

    Raises:
        NotFound: there is no such person.
        Conflict: it is the last admin.
    """
    caller.needs("admin")

    def work(c: Connection) -> None:
        person = _there(c, name)
        if person.role == "admin" and queries.count_admins(c) == 1:
            raise Conflict("The last admin cannot be removed; make another one first")
        queries.remove_user(c, person.id, now())
        note(c, caller, "user.remove", f"users/{name}")

    db.write(work)


def anonymise_user(db: Database, caller: Caller, name: str) -> str:
    """Take a person's access and name away, also of one who was removed before; under the name that is given back their answers stay.

    The audit log keeps the name in the entries of before: it cannot be changed without being broken.

    Raises:
        NotFound: there is no such person. Conflict: it is the last admin.
    """
    caller.needs("admin")
    new = f"gone-{secrets.token_hex(6)}"

    def work(c: Connection) -> None:
        number = queries.ids_by_name(c, [name]).get(name)
        if number is None:
            raise NotFound(f"There is no person called {name}")
        person = queries.user(c, name)
        if person is not None and person.role == "admin" and queries.count_admins(c) == 1:
            raise Conflict("The last admin cannot be removed; make another one first")
        queries.remove_user(c, number, now())
        queries.anonymise(c, number, new)
        for forget in _GONE:
            forget(c, number)
        note(c, caller, "user.anonymise", f"users/{new}")

    db.write(work)
    return new


_GONE: list[Callable[[Connection, int], None]] = []


def when_gone(forget: Callable[[Connection, int], None]) -> None:
    """Rooms above forget, in the same transaction, what they keep of a person who is anonymised."""
    _GONE.append(forget)


def set_password(db: Database, caller: Caller, name: str, password: str) -> None:
    """Set one's own password, or as an admin anybody's; all their sessions end."""
    if name != caller.name:
        caller.needs("admin")
    if faults := list(_check_password(password)):
        raise Invalid("The password does not fit", faults=faults)
    hashed = passwords.hash_password(password)

    def work(c: Connection) -> None:
        queries.set_password(c, _there(c, name).id, hashed)
        note(c, caller, "user.password", f"users/{name}")

    db.write(work)


def sign_in(db: Database, name: str, password: str, address: str, hours: int) -> tuple[str, Caller]:
    """A session's token for the right password.

    Raises:
        Unauthenticated: the name or the password is wrong; it does not say which.
        TooMany: too many failures of this name or from this address.
    """
    who = (f"name:{passwords.digest(name)[:40]}", f"from:{address}"[:64])
    noted = db.write(lambda c: _note_try(c, who))
    with db.read() as c:
        person = queries.user(c, name)
    if not passwords.verify(password, person.password if person else None) or person is None:
        raise Unauthenticated(WRONG)
    db.write(lambda c: queries.drop_tries(c, noted, who[0]))
    return _open_session(db, Caller(person.id, person.name, person.role), hours, "password")


def _note_try(c: Connection, who: tuple[str, str]) -> list[int]:
    """A try counts before its password is looked at, so that a thousand sent at once are not a thousand guesses."""
    since = now() - WITHIN
    queries.one_at_a_time(c, who)
    if queries.tried(c, who[0], since) >= FAILURES or queries.tried(c, who[1], since) >= FAILURES_FROM:
        raise TooMany("Too many wrong tries; wait a quarter of an hour", retry_after=int(WITHIN.total_seconds()))
    return queries.add_try(c, who, now())


def create_link(db: Database, caller: Caller, name: str) -> str:
    """A token that signs this person in, once, within three days.

    A lead invites those who were never in: a link for anybody else would let the lead act as them, and see what they see.

    Raises:
        Forbidden: the caller is no admin, and the person no newcomer below lead.
        Conflict: the person is known from imported answers only.
    """
    token = passwords.new_token()

    def work(c: Connection) -> None:
        person = _there(c, name)
        newcomer = person.role in ("annotator", "reviewer") and not queries.has_been_in(c, person.id)
        caller.needs("lead" if newcomer else "admin")
        if person.imported:
            raise Conflict(f"{name} is known only from imported answers and cannot sign in")
        queries.add_link(c, passwords.digest(token), person.id, now() + timedelta(hours=LINK_HOURS))
        note(c, caller, "user.link", f"users/{name}")

    db.write(work)
    return token


def sign_in_by_link(db: Database, token: str, hours: int) -> tuple[str, Caller]:
    """A session for a link.

    Raises:
        Unauthenticated: it was used, is too old, or never was.
    """
    row = db.write(lambda c: queries.use_link(c, passwords.digest(token), now()))
    if row is None:
        raise Unauthenticated("This link was used already or is too old; ask for a new one")
    return _open_session(db, Caller(row.id, row.name, row.role), hours, "link")


def sign_out(db: Database, token: str) -> None:
    """End a session."""
    db.write(lambda c: queries.drop_session(c, passwords.digest(token)))


def caller_of_session(c: Connection, token: str) -> Caller | None:
    """Whose cookie this is; None when it ended."""
    row = queries.by_session(c, passwords.digest(token), now())
    return Caller(row.id, row.name, row.role) if row else None


def caller_of_key(c: Connection, key: str) -> tuple[Caller | None, int | None]:
    """Whose key this is, and the key's number where its last use is to be written down: at most once a minute."""
    row = queries.by_key(c, passwords.digest(key))
    if row is None:
        return None, None
    old = row.last_used_at is None or now() - row.last_used_at > timedelta(minutes=1)
    return Caller(row.id, row.name, row.role), row.key_id if old else None


def create_key(db: Database, caller: Caller, name: str) -> dict[str, Any]:
    """An API key that does what its maker may do; it is shown only now."""
    key = passwords.new_key()
    prefix = key[:10]

    def work(c: Connection) -> int:
        number = queries.add_key(c, caller.user_id, name, prefix, passwords.digest(key), now())
        note(c, caller, "key.add", f"keys/{number}", {"name": name, "prefix": prefix})
        return number

    number = db.write(work)
    return {"id": number, "key": key, "name": name, "prefix": prefix}


def list_keys(db: Database, caller: Caller) -> list[dict[str, Any]]:
    """One's own keys; an admin sees everybody's."""
    with db.read() as c:
        return [dict(row._mapping) for row in queries.list_keys(c, _own(caller))]


def revoke_key(db: Database, caller: Caller, key_id: int) -> None:
    """Make a key useless from now on."""

    def work(c: Connection) -> None:
        if not queries.revoke_key(c, key_id, _own(caller), now()):
            raise NotFound("There is no such key")
        note(c, caller, "key.revoke", f"keys/{key_id}")

    db.write(work)


def list_audit(db: Database, caller: Caller, **chosen: Any) -> list[dict[str, Any]]:
    """Entries of the audit log, newest first (`accord.ground.audit.latest`); for admins. A project's leads see its part."""
    caller.needs("admin")
    with db.read() as c:
        return [audit.shown(row) for row in audit.latest(c, **chosen)]


def stream_audit(db: Database, caller: Caller) -> Iterator[dict[str, Any]]:
    """The whole log, oldest first; that it was read is its last entry."""
    caller.needs("admin")
    db.write(lambda c: note(c, caller, "audit.export", "audit"))
    return audit.every(db)


def local_admin(db: Database) -> Caller:
    """Who works on the data folder itself: whoever can write its files needs no password."""

    def work(c: Connection) -> Caller:
        person = queries.user(c, LOCAL)
        number = person.id if person else queries.add_user(c, LOCAL, "admin", None, now())
        return Caller(int(number), LOCAL, "admin")

    with db.read() as c:
        there = queries.user(c, LOCAL)
    return Caller(there.id, LOCAL, "admin") if there else db.write(work)


def find_or_create_imported(c: Connection, names: Iterable[str]) -> dict[str, int]:
    """Ids of people by name, within the caller's transaction; unknown ones are made as imported: they never sign in."""
    wanted = sorted(set(names))
    found = queries.ids_by_name(c, wanted)
    for name in wanted:
        if name not in found:
            found[name] = queries.add_user(c, name, "annotator", None, now(), imported=True)
    return found


def user_id(c: Connection, name: str) -> int:
    """The id of a person who is there, within the caller's transaction.

    Raises:
        NotFound: there is no such person.
    """
    return int(_there(c, name).id)


def _open_session(db: Database, caller: Caller, hours: int, by: str) -> tuple[str, Caller]:
    token = passwords.new_token()
    until = now() + timedelta(hours=hours)

    def work(c: Connection) -> None:
        queries.add_session(c, passwords.digest(token), caller.user_id, now(), until)
        note(c, caller, "session.open", f"users/{caller.name}", {"by": by})

    db.write(work)
    return token, caller


def _own(caller: Caller) -> int | None:
    return None if caller.role == "admin" else caller.user_id


def _there(c: Connection, name: str) -> Any:
    person = queries.user(c, name)
    if person is None:
        raise NotFound(f"There is no person called {name}")
    return person


def check_newcomer(name: str, password: str) -> None:
    """Raises Invalid where nobody can be called so, or the password is too short."""
    if faults := [*_check_name(name), *_check_password(password)]:
        raise Invalid("The person does not fit", faults=faults)


def _check_name(name: str) -> Iterable[Fault]:
    if not NAME.match(name):
        yield Fault("/name", "bad-name", "a name is letters, digits and . _ @ + -, at most 64")


def _check_password(password: str | None) -> Iterable[Fault]:
    if password is not None and not passwords.SHORTEST <= len(password) <= passwords.LONGEST:
        yield Fault("/password", "too-short", f"a password has at least {passwords.SHORTEST} characters")
