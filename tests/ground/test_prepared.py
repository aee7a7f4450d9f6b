"""Prepared statements mean on the driver what SQLAlchemy means by them, on both databases."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound

from accord.ground.prepared import Prepared
from accord.people.tables import users
from accord.projects.tables import projects, versions

MOMENT = datetime(2026, 11, 23, 12, 0, 0, 250, tzinfo=timezone(timedelta(hours=2)))
SPEC = {"name": "p", "text": "fünf \U0001f600 %s ? :x", "list": [1, 2.5, None, True]}
PERSON = Prepared(insert(users).returning(users.c.id), ["name", "role", "imported", "created_at"])
PROJECT = Prepared(
    insert(projects).returning(projects.c.id), ["name", "version", "paused", "acknowledge", "created_at"]
)
VERSION = Prepared(insert(versions), [one.name for one in versions.c])
MINE = select(versions, users.c.name.label("maker")).join(users, users.c.id == versions.c.created_by)
BY = MINE.where(versions.c.project_id == bindparam("number"), users.c.role == "lead").order_by(versions.c.version)
RENAME = Prepared(update(users).where(users.c.id == bindparam("number")), ["name", "created_at"])


def _person(c, name="ada"):
    return PERSON.one(c, {"name": name, "role": "lead", "imported": False, "created_at": MOMENT}).id


def _two_versions(c):
    ada = _person(c)
    project = PROJECT.one(c, {"name": "p", "version": 1, "paused": False, "acknowledge": 0, "created_at": MOMENT}).id
    more = {
        "project_id": project,
        "source": None,
        "changes": "",
        "guidelines_hash": "h",
        "created_by": ada,
        "created_at": MOMENT,
    }
    for version, spec in ((1, SPEC), (2, {})):
        assert VERSION.run(c, {**more, "version": version, "spec": spec, "guidelines": "100% ?"}) == 1
    return project


def test_rows_are_those_that_sqlalchemy_reads(db):
    project = db.write(_two_versions)
    with db.read() as c:
        rows = Prepared(BY).all(c, {"number": project})
        assert [row._asdict() for row in rows] == [dict(row._mapping) for row in c.execute(BY, {"number": project})]
    assert (rows[0].spec, rows[0].source, rows[0].maker) == (SPEC, None, "ada")
    assert rows[0].created_at == MOMENT and rows[0].created_at.tzinfo is UTC
    with db.read() as c:
        assert Prepared(BY).first(c, {"number": 0}) is None
        with pytest.raises(MultipleResultsFound):
            Prepared(BY).one(c, {"number": project})
        with pytest.raises(NoResultFound):
            Prepared(BY).one(c, {"number": 0})


def test_a_change_says_how_many_rows_and_is_undone_with_its_transaction(db):
    number = db.write(_person)
    later = MOMENT + timedelta(days=1)

    def half(c):
        assert RENAME.run(c, {"number": number, "name": "eve", "created_at": later}) == 1
        assert RENAME.run(c, {"number": 0, "name": "nobody", "created_at": later}) == 0
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        db.write(half)
    with db.read() as c:
        assert c.execute(select(users.c.name, users.c.created_at)).all() == [("ada", MOMENT)]


def test_what_the_database_refuses_is_said_as_sqlalchemy_says_it(db):
    db.write(_person)
    with pytest.raises(IntegrityError) as said:
        db.write(_person)
    assert said.value.orig is not None
    with pytest.raises(ValueError, match="no time zone"):
        db.write(lambda c: RENAME.run(c, {"number": 1, "name": "x", "created_at": datetime(2026, 1, 1)}))


def test_a_reader_sees_one_moment_and_cannot_write(db):
    with db.read() as c:
        every = Prepared(select(users.c.name))
        assert every.all(c, {}) == []
        db.write(_person)
        assert every.all(c, {}) == []
    with pytest.raises(Exception, match=r"read-?only"), db.read() as c:
        _person(c)
    with db.read() as c:
        assert [row.name for row in every.all(c, {})] == ["ada"]
