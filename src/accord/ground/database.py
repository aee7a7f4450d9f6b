"""The database: reading on a pool of connections, writing in one durable transaction per call, alike on SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic_core import from_json
from sqlalchemy import Connection, Engine, Row, create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from accord.ground.errors import Invalid, StorageFull, Unavailable

T = TypeVar("T")
AnyRow = Row[*tuple[Any, ...]]  # what queries give back

# PostgreSQL's words for what went wrong (https://www.postgresql.org/docs/current/errcodes-appendix.html)
COLLIDED = {"40001": 5, "40P01": 5, "23505": 1}  # serialization failure, deadlock, unique: how often to try again
FULL = ("53100", "53200")  # disk full, out of memory
AT_ONCE = 16  # transactions of `start` that run at once on PostgreSQL, as many as connections are kept
AWAY = ("08", "57P", "53300")  # connection lost or refused, shutting down, too many connections


class Database(Protocol):
    """What services see of a database."""

    dialect: str
    url: str  # what `connect` finds it by, in another process too
    undone: int  # how often transactions were taken back after others had seen what they wrote: what was kept of it is forgotten

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment and cannot write."""

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction and return its result once it is durable.

        `work` may run again when the transaction collided: it has no effects outside the database.

        Raises:
            StorageFull: the disk is full; nothing of it was stored.
            Unavailable: the database cannot be reached or is held by another process.
        """

    def start(self, work: Callable[[Connection], T], *, lazily: bool = False) -> Future[T]:
        """The same without waiting: what becomes of it. `lazily`: a dead machine may forget it until `settle` returns."""

    def settle(self) -> None:
        """Return once all that was written lazily is durable."""

    def close(self) -> None:
        """Finish what is queued and give the connections back."""


def connect(url: str) -> Database:
    """The database at this address, as it is (`open_database` brings it up to date)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        from accord.ground.sqlite import SqliteDatabase

        return SqliteDatabase(Path(parsed.database or ""))
    if parsed.get_backend_name() != "postgresql":
        raise ValueError(f"ACCORD_DATABASE_URL is neither sqlite nor postgresql but {parsed.get_backend_name()}")
    return PostgresDatabase(url)


class PostgresDatabase:
    """PostgreSQL through psycopg; collisions are tried again."""

    dialect = "postgresql"
    undone = 0

    def __init__(self, url: str) -> None:
        self.url = url
        address = make_url(url).set(drivername="postgresql+psycopg")
        try:
            self._engine: Engine = create_engine(
                address, pool_size=16, max_overflow=24, pool_pre_ping=True, json_deserializer=from_json
            )
        except ModuleNotFoundError:
            raise Unavailable("PostgreSQL needs psycopg, which is not here: pip install 'accord[postgres]'") from None
        # the same connections; psycopg says it with BEGIN, one way to the server and back less than a statement of its own
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only transaction."""
        with _in_our_words(), self._reading.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """One transaction; again when it collided with another.

        A unique violation is a collision too: two that looked for the same name at the same moment both found none. The second
        try sees the other's row and says so in its own words; one that is a real mistake fails again.
        """
        tries = 0
        with _in_our_words():
            while True:
                try:
                    with self._engine.begin() as connection:
                        return work(connection)
                except DBAPIError as error:
                    if tries >= COLLIDED.get(_state(error), 0):
                        raise
                    tries += 1

    def start(self, work: Callable[[Connection], T], *, lazily: bool = False) -> Future[T]:
        """The same in another thread; never lazily."""
        return self._threads.submit(self.write, work)

    def settle(self) -> None:
        """Nothing is lazy here."""

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(AT_ONCE, "accord-database")

    def close(self) -> None:
        """Finish what was started and give the connections back."""
        if "_threads" in self.__dict__:
            self._threads.shutdown()
        self._engine.dispose()


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """What a person can act on, as an error of ours; the rest as it is."""
    try:
        yield
    except DBAPIError as error:
        state = _state(error)
        if state in FULL:
            raise StorageFull("The database has no room left; nothing was stored") from error
        if state.startswith(AWAY) or (not state and isinstance(error, OperationalError)):
            raise Unavailable("The database does not answer; try again in a moment") from error
        if "NUL (0x00)" in str(error.orig):
            raise Invalid("Text holds a NUL character, which cannot be stored") from error
        raise
