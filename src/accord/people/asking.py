"""Who asks: found out within the transaction that does what they ask for, so that it costs no other."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.requests import Request

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import Forbidden, Unauthenticated
from accord.people import queries, service
from accord.people.service import Caller

COOKIE = "accord_session"
SAFE = ("GET", "HEAD", "OPTIONS")


class Asker:
    """Who sends a request, by API key or by cookie; a cookie alone may not change anything from another site's page."""

    __slots__ = ("_request", "unnoted")

    def __init__(self, request: Request) -> None:
        self._request = request
        self.unnoted: int | None = None  # the key whose use is to be written down after the transaction

    def __call__(self, c: Connection) -> Caller:
        """The caller, as this transaction sees them.

        Raises:
            Unauthenticated: nobody is signed in.
            Forbidden: the request has a cookie but comes from elsewhere.
        """
        caller = None
        scheme, _, key = self._request.headers.get("authorization", "").partition(" ")
        if scheme:
            if scheme.lower() == "bearer":
                caller, self.unnoted = service.caller_of_key(c, key.strip())
        elif token := self._request.cookies.get(COOKIE):
            caller = service.caller_of_session(c, token)
            if caller is not None:
                check_origin(self._request)
        if caller is None and scheme:
            raise Unauthenticated("This API key is not known here: it was revoked, is cut off, or is another server's")
        if caller is None:
            raise Unauthenticated("Sign in, or send an API key")
        return caller

    def note(self, db: Database) -> None:
        """Write down that the key was used, where that is due; nobody waits for it."""
        if (number := self.unnoted) is not None:
            self.unnoted = None
            db.start(lambda c: queries.touch_key(c, number, now()))


def check_origin(request: Request) -> None:
    """A changing request must come from our own page: same origin, or a header that other sites cannot send."""
    if request.method in SAFE or request.headers.get("x-accord"):
        return
    origin = request.headers.get("origin", "")
    if origin.partition("://")[2] != request.headers.get("host"):
        raise Forbidden("The request does not come from this site's own page")
