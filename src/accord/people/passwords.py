"""Passwords and tokens: argon2id for what people remember, SHA-256 for what machines made."""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from accord.ground.errors import TooMany

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SHORTEST = 8
LONGEST = 1024  # characters: argon2 reads all of them
# one verification takes 64 MiB and a quarter of a second: more than two at once would starve everybody else
_AT_ONCE = threading.Semaphore(2)
# and more than these waiting would hold every thread that serves requests: a flood of sign-ins must not stop the work
_IN_LINE = threading.Semaphore(16)


@cache
def _hasher() -> PasswordHash:
    from pwdlib import PasswordHash
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


@cache
def _nobody() -> str:
    """A hash to check against when there is no such person, so that both take as long."""
    return _hasher().hash(secrets.token_hex(16))


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    if not _IN_LINE.acquire(blocking=False):
        raise TooMany("Too many people sign in at this moment; try again in two seconds", retry_after=2)
    try:
        with _AT_ONCE:
            yield
    finally:
        _IN_LINE.release()


def hash_password(password: str) -> str:
    """argon2id, with its own salt.

    Raises:
        TooMany: the line of those who wait for one is full.
    """
    with _turn():
        return _hasher().hash(password)


def verify(password: str, hashed: str | None) -> bool:
    """Whether this is the password; without a hash it takes the same time and is False.

    Raises:
        TooMany: the line of those who wait for one is full.
    """
    with _turn():
        fits = _hasher().verify(password, hashed or _nobody())
    return fits and hashed is not None


def new_token() -> str:
    """32 random bytes for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    """An API key; its beginning may be shown."""
    return f"acc_{secrets.token_urlsafe(32)}"


def digest(token: str) -> str:
    """What is stored of a token: it is random, so it needs no salt, and the lookup by it leaks nothing."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
