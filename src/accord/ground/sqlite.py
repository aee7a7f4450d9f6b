"""SQLite as a server's database: one writer thread, first come first served, and read-only connections beside it.

SQLite's own lock is not fair: with plain connections the slowest of 16 writers waits over a second. Here waiting writes queue up,
and those that wait together share one transaction (each in its savepoint) and one fsync.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic_core import from_json
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

from accord.ground.errors import StorageFull, Unavailable

T = TypeVar("T")

READERS = 8  # connections kept for reading; more are opened while more read at once
TOGETHER = 64  # writes in one transaction at most; keeps the wait of the first one short
WAIT = 10.0  # seconds for another process to let go of the file
LONG = 0.03  # seconds: after a transaction that took longer, other processes that wait for the file get it
BREATH = 0.003  # seconds that it is left to them: whoever waits looks every millisecond
MAPPED = 64 * 1024 * 1024  # bytes of the file that are read where they lie; they count as the process's memory
PRAGMAS = ("foreign_keys=ON", f"busy_timeout={WAIT * 1000:.0f}", "temp_store=MEMORY", f"mmap_size={MAPPED}")
WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=2000",
    "cache_size=-16000",
    "busy_timeout=1",
)
READER_PRAGMAS = ("query_only=ON", "cache_size=-4000")  # each of many has its own cache; the mapped file is shared
FULL = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,  # a write that failed for another reason than ENOSPC: the quota is used up
    sqlite3.SQLITE_IOERR_SHMSIZE,  # no room to make the WAL's index larger
)


@dataclass
class _Job:
    work: Callable[[Connection], Any]
    lazily: bool
    done: Future[Any] = field(default_factory=Future)
    result: Any = None


class SqliteDatabase:
    """One file. Every `write` is durable (synchronous=FULL) when it returns; what is written lazily, once it is settled."""

    dialect = "sqlite"
    undone = 0

    def __init__(self, path: Path) -> None:
        self.path, self.url = path, f"sqlite:///{path.absolute()}"
        self._writing = create_engine(
            "sqlite://",
            creator=lambda: _open(path, "rwc", WRITER_PRAGMAS),
            poolclass=StaticPool,
            json_deserializer=from_json,
        )
        try:
            self._kept = _begun(self._writing)  # makes the file, in WAL mode, before anyone reads it
        except DBAPIError as error:
            self._writing.dispose()
            raise _unopened(path, error) from error
        self._reading = create_engine(
            "sqlite://", creator=lambda: _open(path, "ro", READER_PRAGMAS), poolclass=QueuePool, pool_size=READERS, max_overflow=32, json_deserializer=from_json
        )  # fmt: skip
        self._lazy: sqlite3.Connection | None = None  # the connection while it leaves syncing to `settle`
        self._idle: deque[Connection] = deque()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = False
        self._writer = threading.Thread(target=self._run, name="accord-writer", daemon=True)
        self._writer.start()

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction; keep it short, a long one makes the WAL grow."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = _begun(self._reading)
        kept = False
        try:
            raw = _raw(connection)
            raw.execute("BEGIN")
            try:
                yield connection
            finally:
                raw.rollback()
                kept = len(self._idle) < READERS and connection.in_transaction()
        finally:
            if kept:  # handed on as it is: by way of the pool it costs as much as the query
                self._idle.append(connection)
            else:
                connection.close()

    def write(self, work: Callable[[Connection], T]) -> T:
        """Queue `work` for the writer and wait until its transaction is on disk."""
        if threading.current_thread() is self._writer:
            raise RuntimeError("a write inside a write would wait for itself")
        return self.start(work).result()

    def start(self, work: Callable[[Connection], T], *, lazily: bool = False) -> Future[T]:
        """Queue `work` for the writer; its future is told when it is on disk, or lazily when other programs see it."""
        if self._closed:
            raise RuntimeError("the database is closed")
        job = _Job(work, lazily)
        self._jobs.put(job)
        return job.done

    def settle(self) -> None:
        """Have what was written lazily on disk: SQLite syncs its log before it moves it into the file, and until then it is here."""
        with contextlib.suppress(FileNotFoundError), Path(f"{self.path}-wal").open("r+b") as log:
            os.fsync(log.fileno())

    def close(self) -> None:
        """Finish what is queued, tidy the file, close it."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        self._writer.join()
        while self._idle:
            self._idle.pop().close()
        self._reading.dispose()
        with contextlib.suppress(sqlite3.Error):
            _raw(self._kept).execute("PRAGMA optimize")
        self._kept.close()
        self._writing.dispose()

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            group, ending = [first], False
            while len(group) < TOGETHER and not ending:
                try:
                    job = self._jobs.get_nowait()
                except queue.Empty:
                    break
                if job is None:
                    ending = True
                else:
                    group.append(job)
            began = time.monotonic()
            self._commit(group)
            if ending:
                return
            if time.monotonic() - began > LONG:  # a bulk of records, and the next may wait already
                time.sleep(BREATH)

    def _commit(self, group: list[_Job]) -> None:
        """All in one transaction, each in its savepoint; what SQLite undoes as a whole is done again without the culprit."""
        failed: dict[int, BaseException] = {}
        begun, lazily = False, all(job.lazily for job in group)
        try:
            if not self._kept.in_transaction():
                self._kept.close()
                self._kept = _begun(self._writing)
            connection, raw = self._kept, _raw(self._kept)
            if lazily != (self._lazy is raw):  # as a script: a prepared PRAGMA works once, and Python would keep it
                raw.executescript("PRAGMA synchronous=NORMAL" if lazily else "PRAGMA synchronous=FULL")
                self._lazy = raw if lazily else None
            _begin(raw)
            begun = True
            for index, job in enumerate(group):
                raw.execute("SAVEPOINT part")
                try:
                    job.result = job.work(connection)
                except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked, not to the writer
                    failed[index] = error
                    if not raw.in_transaction:
                        break
                    raw.execute("ROLLBACK TO part")
                raw.execute("RELEASE part")
            else:
                raw.execute("COMMIT")
                self._answer(group, failed)
                return
        except BaseException as error:  # noqa: BLE001 - it belongs to those who asked, not to the writer
            failed = {} if begun and len(group) > 1 else dict.fromkeys(range(len(group)), error)
        with contextlib.suppress(Exception):
            _raw(self._kept).rollback()
        self.undone += 1
        if not failed:  # together they could not be committed: each on its own, so that what fits is stored
            for job in group:
                self._commit([job])
            return
        self._answer([job for index, job in enumerate(group) if index in failed], dict(enumerate(failed.values())))
        if again := [job for index, job in enumerate(group) if index not in failed]:
            self._commit(again)

    @staticmethod
    def _answer(group: list[_Job], failed: dict[int, BaseException]) -> None:
        for index, job in enumerate(group):
            if index in failed:
                job.done.set_exception(_said(failed[index]))
            else:
                job.done.set_result(job.result)


def _open(path: Path, mode: str, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256)
    for pragma in (*PRAGMAS, *pragmas):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _unopened(path: Path, error: DBAPIError) -> BaseException:
    """Why the file cannot be a database for us, and what to do."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the kind, without its details
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        mend = "let this user write there, or set ACCORD_HOME to another folder"
        return Unavailable(f"{path} cannot be written: {mend}")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return Unavailable(f"{path} is no database, or it is damaged: put a copy of it back, or set ACCORD_HOME")
    return _said(error)


def _begun(engine: Engine) -> Connection:
    """A connection that SQLAlchemy believes in a transaction for good: ours begin and end on SQLite's own connection.

    By SQLAlchemy's ways each would cost more than the statements in it.
    """
    connection = engine.connect()
    connection.begin()
    return connection


def _begin(raw: sqlite3.Connection) -> None:
    """Take the file for writing. SQLite's own waiting would sleep for ever longer and miss its turn again and again."""
    until = time.monotonic() + WAIT
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise


def _raw(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, for statements that are the same each time: they cost a fortieth there."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def _said(error: BaseException) -> BaseException:
    """What a person can act on, as an error of ours; everything else as it is."""
    own = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(own, "sqlite_errorcode", None)
    if code in FULL:
        said: BaseException = StorageFull(
            "The disk is full; nothing was stored, and everything acknowledged before is safe"
        )
    elif code == sqlite3.SQLITE_BUSY:
        said = Unavailable("Another process holds the database; nothing was stored, try again in a moment")
    else:
        return error
    said.__cause__ = error
    return said
