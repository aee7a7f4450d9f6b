"""Opens the database that the settings name: its folder made, its tables brought up to date."""

from __future__ import annotations

from accord.ground.database import Database, connect
from accord.ground.migrations import behind, migrate
from accord.ground.settings import Settings


def open_database(settings: Settings) -> Database:
    """The database that the settings name, up to date: its folder made, its tables migrated, an SQLite file copied before that."""
    if not settings.database_url:
        # only its owner's: it will hold people's answers and password hashes
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
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
