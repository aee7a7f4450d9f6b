"""What can go wrong, one class a kind of remedy; `server` turns each into an RFC 9457 problem document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accord.schema.faults import Fault


class AccordError(Exception):
    """Base of every error that a caller can act on. `slug` names the problem type, `status` the HTTP status."""

    status = 500
    slug = "internal"

    def __init__(self, title: str, *, faults: Sequence[Fault] = (), **extra: Any) -> None:
        super().__init__(title)
        self.title = title
        self.faults = tuple(faults)
        self.extra = extra


class Invalid(AccordError):
    """What was sent does not fit; `faults` say where and why. Nothing was stored."""

    status = 422
    slug = "invalid"


class BadRequest(AccordError):
    """The request cannot be read at all (not JSON, wrong media type)."""

    status = 400
    slug = "bad-request"


class Unauthenticated(AccordError):
    """Nobody is signed in, or the key or password is wrong; it does not say which part."""

    status = 401
    slug = "unauthenticated"


class Forbidden(AccordError):
    """Signed in, may see the thing, but may not do this."""

    status = 403
    slug = "forbidden"


class NotFound(AccordError):
    """There is no such thing, or this caller may not see it: both answer alike."""

    status = 404
    slug = "not-found"


class Conflict(AccordError):
    """It collides with what is stored: name taken, same key with another body, the spec moved on."""

    status = 409
    slug = "conflict"


class Gone(AccordError):
    """The lease ended and the place was taken."""

    status = 410
    slug = "gone"


class TooLarge(AccordError):
    """The body is larger than the limit."""

    status = 413
    slug = "too-large"


class TooMany(AccordError):
    """Too many tries; `extra['retry_after']` says in how many seconds."""

    status = 429
    slug = "too-many"


class Unavailable(AccordError):
    """The database cannot be reached, or another process holds it for too long; the same request may be sent again later."""

    status = 503
    slug = "unavailable"


class StorageFull(AccordError):
    """The disk or the database is full: nothing was stored, everything acknowledged before is safe."""

    status = 507
    slug = "storage-full"
