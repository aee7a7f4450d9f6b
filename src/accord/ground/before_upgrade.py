"""A copy of an SQLite file as it was, kept beside it before its tables are upgraded: the way back to an older Accord."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import sqlite3
from pathlib import Path

from accord.ground.clock import now
from accord.ground.database import Database
from accord.ground.errors import StorageFull, Unavailable
from accord.ground.migrations import HEAD, current
from accord.ground.sqlite import SqliteDatabase

log = logging.getLogger("accord.ground")
KEPT = 2  # copies; older ones go
ROOM = 64 * 1024 * 1024  # bytes that must be free beside the copy: the upgrade itself writes, too
CONTENT = ("projects", "users")  # a file without any of these holds nothing of anybody's


def keep(db: Database, copy: bool = True) -> Path | None:
    """Before the tables are upgraded: keep a copy of the file if it holds anything; where it is. What happens is logged.

    Without `copy`, and on PostgreSQL, only what to do is said.

    Raises:
        StorageFull: the copy would not fit; nothing was changed.
        Unavailable: it cannot be written.
    """
    with db.read() as c:
        revision = current(c)
        filled = revision is not None and any(
            c.exec_driver_sql(f"SELECT 1 FROM {one} LIMIT 1").first() for one in CONTENT
        )
    if not filled or revision is None or revision >= HEAD:  # a newer one is refused by `migrate`
        return None
    if not isinstance(db, SqliteDatabase):
        log.warning(
            "The database's tables are upgraded from %s to %s. The way back is a dump from before (pg_dump)",
            revision,
            HEAD,
        )
        return None
    if not copy:
        log.warning("%s is upgraded from %s to %s, and no copy is kept", db.path, revision, HEAD)
        return None
    _check_room(db.path, revision)
    target = db.path.with_name(f"{db.path.stem}-{revision}-{now():%Y%m%d-%H%M%S}.db")
    try:
        kept = _copied(db.path, target, revision)
    except (OSError, sqlite3.Error) as error:
        raise Unavailable(
            f"{target} cannot be written ({error}), so nothing is upgraded. {_instead()}", path=str(target)
        ) from error
    if kept:
        log.warning("%s is upgraded from %s to %s; as it was it is kept as %s", db.path, revision, HEAD, target.name)
        for old in copies(db.path)[:-KEPT]:
            old.unlink(missing_ok=True)
    return target if kept else None


def copies(path: Path) -> list[Path]:
    """The copies beside a file, the oldest first."""
    there = path.parent.glob(f"{path.stem}-[0-9][0-9][0-9][0-9]-[0-9]*-[0-9]*.db")
    return sorted(there, key=lambda one: one.name.rsplit("-", 2)[1:])


def _check_room(path: Path, revision: str) -> None:
    wanted = sum(one.stat().st_size for one in (path, Path(f"{path}-wal")) if one.exists())
    free = shutil.disk_usage(path.parent).free
    if free < wanted + ROOM:
        raise StorageFull(
            f"Before {path} is upgraded from {revision} to {HEAD} a copy of it is kept, and there is no room: "
            f"{_size(wanted + ROOM)} are needed in {path.parent}, {_size(free)} are free. Nothing was changed. Make room. {_instead()}"
        )


def _instead() -> str:
    return "If you have a backup, ACCORD_UPGRADE_COPY=false goes without the copy"


def _copied(path: Path, target: Path, revision: str) -> bool:
    """Copy it whole, as of one moment, then give it its name; False where another process upgraded it meanwhile."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
            part.touch(mode=0o600)  # it holds what the file holds: only its owner's
            with contextlib.closing(sqlite3.connect(part)) as copy:
                source.backup(copy, pages=-1)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole without another beside it
                found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
        if found != (revision,):
            return False
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, target)
        return True
    finally:
        part.unlink(missing_ok=True)


def _size(n: int) -> str:
    return f"{n / 2**30:.1f} GiB" if n >= 2**30 else f"{n / 2**20:.0f} MiB"
