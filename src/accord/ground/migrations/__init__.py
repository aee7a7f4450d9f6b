"""Brings a database's tables up to date with Alembic; costs one query when they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from accord.ground.database import Database
from accord.ground.errors import Conflict

HEAD = "0020"  # the newest revision; a test holds it against the files, so that a start need not load Alembic to know
DOMAINS = (
    "people",
    "notices",
    "projects",
    "jobs",
    "records",
    "corpus",
    "work",
    "datasets",
    "exams",
    "control",
    "calibration",
    "insight.views",
)  # whose tables there are, by name: ground imports none of them
LOCK = 4_113_706_271  # any constant: processes that start together migrate one after the other


def behind(db: Database) -> bool:
    """Whether the tables are older than this code."""
    with db.read() as connection:
        return current(connection) != HEAD


def migrate(db: Database) -> None:
    """Upgrade to HEAD, in one transaction.

    Raises:
        Conflict: the database was written by a newer Accord.
    """
    if behind(db):
        db.write(_upgrade)


def current(connection: Connection) -> str | None:
    """The revision that the database is at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def configuration(connection: Connection | None = None) -> Any:
    """Alembic's configuration for these files."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.util import CommandError

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as error:
        found = current(connection)
        raise Conflict(
            f"The database is at revision {found}, which this Accord does not know. Use a newer Accord."
        ) from error
