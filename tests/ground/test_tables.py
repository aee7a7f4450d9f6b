"""The tables stand on SQLite as they are declared, and moments survive the way there and back."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, create_mock_engine, insert, select
from sqlalchemy.exc import IntegrityError, StatementError

import accord.datasets.tables
import accord.exams.tables
import accord.people.tables
import accord.projects.tables
import accord.records.tables
import accord.work.tables  # noqa: F401
from accord.ground.tables import metadata
from accord.people.tables import users

MOMENT = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.fixture
def engine():
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    return engine


def test_moments_come_back_aware_and_in_utc(engine):
    with engine.begin() as c:
        c.execute(insert(users).values(name="ada", role="lead", imported=False, created_at=MOMENT))
        assert c.scalar(select(users.c.created_at)) == MOMENT
        assert c.scalar(select(users.c.created_at)).tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(engine):
    with engine.begin() as c, pytest.raises(StatementError, match="no time zone"):
        c.execute(insert(users).values(name="ada", role="lead", imported=False, created_at=datetime(2026, 1, 1)))


def test_an_unknown_role_is_refused_by_the_database(engine):
    with engine.begin() as c, pytest.raises(IntegrityError):
        c.execute(insert(users).values(name="ada", role="king", imported=False, created_at=MOMENT))


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql+psycopg"])
def test_indexes_of_some_rows_are_made_so_on_both_databases(dialect):
    said = []
    made = create_mock_engine(
        f"{dialect}://", lambda what, *_, **__: said.append(str(what.compile(dialect=made.dialect)))
    )
    metadata.create_all(made, checkfirst=False)
    (index,) = [one for one in said if "ix_places_open" in one]
    assert index.strip().endswith("WHERE open_slots > 0 AND state = 'open'")
