"""The database: reading on a pool of connections, writing in one durable transaction per call, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from accord.ground.errors import StorageFull
from accord.ground.settings import Settings

T = TypeVar("T")

TRIES = 6  # of a PostgreSQL transaction that collided with another
COLLIDED = ("40001", "40P01")  # serialization failure, deadlock
FULL = ("53100", "54000")


class Database(Protocol):
    """What services see of a database."""

    dialect: str

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that sees one moment and cannot write."""

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in one transaction and return its result once it is durable.

        `work` may run again when the transaction collided: it has no effects outside the database.

        Raises:
            StorageFull: the disk is full; nothing of it was stored.
        """

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


def open_database(settings: Settings) -> Database:
    """The database that the settings name, up to date: its folder made, its tables migrated."""
    from accord.ground.migrations import migrate

    if not settings.database_url:
        settings.home.mkdir(parents=True, exist_ok=True)
    db = connect(settings.url)
    try:
        migrate(db)
    except BaseException:
        db.close()
        raise
    return db


class PostgresDatabase:
    """PostgreSQL through psycopg; collisions are tried again."""

    dialect = "postgresql"

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql+psycopg")
        self._engine: Engine = create_engine(address, pool_size=16, max_overflow=24, pool_pre_ping=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read-only transaction."""
        with self._engine.connect() as connection:
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """One transaction; again when it collided with another."""
        for left in range(TRIES - 1, -1, -1):
            try:
                with self._engine.begin() as connection:
                    return work(connection)
            except DBAPIError as error:
                state = getattr(error.orig, "sqlstate", None)
                if state in FULL:
                    raise StorageFull("The database has no room left; nothing was stored") from error
                if state not in COLLIDED or not left:
                    raise
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()
