"""Opens the database that the settings name: its folder made, its tables brought up to date."""

from __future__ import annotations

from accord.ground.database import Database, connect
from accord.ground.errors import Unavailable
from accord.ground.migrations import behind, migrate
from accord.ground.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database that the settings name, up to date: its folder made, its tables migrated, an SQLite file copied before that."""
    if not settings.database_url:
        # only its owner's: it will hold people's answers and password hashes
        try:
            settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            why = "it is no folder" if isinstance(error, FileExistsError) else (error.strerror or str(error)).lower()
            raise Unavailable(
                f"{settings.home} cannot hold the data: {why}. Set ACCORD_HOME to a folder that this user may write to"
            ) from error
    db = connect(settings.url)
    try:
        if behind(db):
            from accord.ground.before_upgrade import keep  # seldom

            keep(db, settings.upgrade_copy)
            migrate(db)
    except BaseException:
        db.close()
        raise
    return db
