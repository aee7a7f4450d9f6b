"""A write is one transaction, durable when it returns, and cannot be harmed by the writes beside it."""

import contextlib
import re
import shutil
import sqlite3
import threading
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command
from sqlalchemy import func, insert, select, text

from accord.ground import before_upgrade, migrations, sqlite
from accord.ground.database import connect
from accord.ground.errors import Conflict, Invalid, StorageFull, Unavailable
from accord.ground.migrations import DOMAINS, HEAD, configuration, current, migrate
from accord.ground.opening import open_database
from accord.ground.settings import Settings
from accord.ground.tables import metadata
from accord.people.tables import users

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def add(name, role="annotator"):
    return lambda c: c.execute(insert(users).values(name=name, role=role, imported=False, created_at=NOW))


def count(db):
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(users)).scalar()


def test_what_was_written_is_there(db):
    db.write(add("ann"))
    with db.read() as connection:
        assert connection.execute(select(users.c.created_at)).scalar() == NOW


def test_only_what_is_written_lazily_waits_to_be_settled(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "lazy.db")
    db = connect(f"sqlite:///{tmp_path}/lazy.db")
    levels = []

    def level(c):
        ((found,),) = c.exec_driver_sql(
            f"PRAGMA synchronous -- {len(levels)}"
        )  # a new text: SQLite answers as it compiles
        levels.append(found)

    for lazily in (False, True, True, False, True, False):
        db.start(level, lazily=lazily).result()
    assert levels == [2, 1, 1, 2, 1, 2]  # FULL is 2
    db.start(add("ann"), lazily=True).result()
    db.settle()
    with contextlib.closing(sqlite3.connect(tmp_path / "lazy.db")) as other:
        assert other.execute("SELECT name FROM users").fetchall() == [("ann",)]
    db.close()
    db.settle()  # the log is gone with the last connection


def test_a_failed_write_leaves_nothing(db):
    def work(connection):
        add("ann")(connection)
        raise KeyError("later")

    with pytest.raises(KeyError):
        db.write(work)
    assert count(db) == 0


def test_nobody_can_write_while_reading(db):
    with pytest.raises(Exception, match=r"readonly|read-only"), db.read() as connection:
        add("ann")(connection)
    assert count(db) == 0


def test_writes_that_wait_together_fail_apart(db):
    """Every second one breaks a rule of the table; the others are stored."""
    results = {}

    def one(number):
        try:
            db.write(add(f"p{number}", "annotator" if number % 2 else "king"))
            results[number] = True
        except Exception:  # noqa: BLE001 - the databases' errors differ; that it fails is the point
            results[number] = False

    threads = [threading.Thread(target=one, args=(n,)) for n in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: bool(n % 2) for n in range(40)}
    assert count(db) == 20


def test_a_full_disk_is_said_and_stores_nothing(sqlite_template, tmp_path):
    path = tmp_path / "small.db"
    path.write_bytes(sqlite_template.read_bytes())
    db = connect(f"sqlite:///{path}")
    db.write(add("before"))
    pages = db.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    db.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages + 3}").scalar())
    with pytest.raises(StorageFull, match="full"):
        db.write(lambda c: [add(f"n{i:060d}")(c) for i in range(2000)])
    assert count(db) == 1
    db.write(add("after"))
    db.close()
    assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_database_at_its_newest_is_left_alone(db):
    migrate(db)
    with db.read() as connection:
        assert current(connection) == HEAD


def test_a_database_of_a_newer_accord_is_refused(db):
    db.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(Conflict, match="newer Accord"):
        migrate(db)


def test_migrations_make_the_tables_that_the_code_has(db):
    from alembic import command
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD
    db.write(lambda c: command.check(configuration(c)))


def test_a_write_inside_a_write_is_refused(sqlite_template, tmp_path):
    path = tmp_path / "one.db"
    path.write_bytes(sqlite_template.read_bytes())
    db = connect(f"sqlite:///{path}")
    with pytest.raises(RuntimeError, match="inside a write"):
        db.write(lambda c: db.write(add("ann")))
    db.close()


def test_one_write_that_is_too_large_does_not_take_those_beside_it_along(sqlite_template, tmp_path):
    """All wait together behind a first one; the large one alone is refused."""
    path = tmp_path / "small.db"
    path.write_bytes(sqlite_template.read_bytes())
    db = connect(f"sqlite:///{path}")
    pages = db.write(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    db.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages + 3}").scalar())
    gate, results = threading.Event(), {}

    def one(name, work):
        try:
            results[name] = db.write(work) is not None
        except StorageFull:
            results[name] = "full"

    works = {"first": lambda c: gate.wait(), "large": lambda c: [add(f"n{i:060d}")(c) for i in range(2000)]}
    works |= {name: add(name) for name in ("ann", "bob", "cat")}
    threads = [threading.Thread(target=one, args=pair) for pair in works.items()]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert results == {"first": True, "large": "full", "ann": True, "bob": True, "cat": True}
    assert count(db) == 3
    db.close()


def test_two_who_take_the_same_name_at_once_are_told_apart(db):
    """Both looked and saw that it was free; one gets it, the other hears that it is taken."""
    both, outcomes = threading.Barrier(2, timeout=60), []

    def take(connection):
        if connection.execute(select(users.c.id).where(users.c.name == "ann")).first():
            raise Conflict("taken")
        if db.dialect == "postgresql":  # SQLite's writer lets them in one after the other
            with contextlib.suppress(threading.BrokenBarrierError):
                both.wait()
        add("ann")(connection)

    def one():
        try:
            db.write(take)
            outcomes.append("given")
        except Conflict:
            outcomes.append("taken")

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["given", "taken"]


def test_a_database_that_another_process_holds_is_said_to_be_busy(sqlite_template, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "WAIT", 0.01)
    path = tmp_path / "held.db"
    path.write_bytes(sqlite_template.read_bytes())
    db = connect(f"sqlite:///{path}")
    db.write(lambda c: None)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="Another process"):
        db.write(add("ann"))
    other.rollback()
    db.write(add("ann"))
    db.close()


def test_a_long_import_in_another_process_lets_others_have_the_file_between_two_chunks(sqlite_template, tmp_path):
    path = tmp_path / "shared.db"
    path.write_bytes(sqlite_template.read_bytes())
    importing, serving = connect(f"sqlite:///{path}"), connect(f"sqlite:///{path}")
    begun, served, chunks = threading.Event(), threading.Event(), []

    def chunk(connection):
        begun.set()
        threading.Event().wait(sqlite.LONG * 2)  # as long as a chunk of records takes

    def bring():
        while not served.is_set() and len(chunks) < 100:
            importing.write(chunk)
            chunks.append(served.is_set())

    other = threading.Thread(target=bring)
    other.start()
    begun.wait()
    serving.write(add("ann"))
    served.set()
    other.join()
    assert len(chunks) < 100
    importing.close()
    serving.close()


def test_a_server_that_does_not_answer_is_said_to_be_away(tmp_path):
    db = connect(f"postgresql:///none?host={tmp_path}")
    with pytest.raises(Unavailable):
        db.write(add("ann"))
    with pytest.raises(Unavailable), db.read():
        pass
    db.close()


def test_text_that_postgresql_cannot_hold_is_said(db):
    if db.dialect == "postgresql":
        with pytest.raises(Invalid, match="NUL"):
            db.write(add("a\x00b"))


def test_an_upgrade_keeps_what_belongs_to_a_project(tmp_path):
    with sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'old.db'}").connect() as c:
        c.exec_driver_sql("PRAGMA foreign_keys=ON")
        command.upgrade(configuration(c), "0018")
        c.exec_driver_sql(
            "INSERT INTO users (id, name, role, imported, created_at) VALUES (1, 'ann', 'lead', 0, '2026-01-01')"
        )
        c.exec_driver_sql(
            "INSERT INTO projects (id, name, version, paused, created_at) VALUES (1, 'p', 1, 0, '2026-01-01')"
        )
        c.exec_driver_sql("INSERT INTO members (project_id, user_id, role) VALUES (1, 1, 'lead')")
        command.upgrade(configuration(c), "head")
        assert c.exec_driver_sql("SELECT count(*) FROM members").scalar() == 1


def older(home, revision="0018", filled=True):
    """A data folder of an older Accord."""
    home.mkdir()
    with sqlalchemy.create_engine(f"sqlite:///{home / 'accord.db'}").begin() as c:
        command.upgrade(configuration(c), revision)
        if filled:
            c.exec_driver_sql(
                "INSERT INTO users (id, name, role, imported, created_at) VALUES (1, 'ann', 'lead', 0, '2026-01-01')"
            )


def said_of(path, sql):
    with contextlib.closing(sqlite3.connect(path)) as c:
        return c.execute(sql).fetchall()


def test_before_an_upgrade_a_file_that_holds_anything_is_kept_and_leads_back(tmp_path, at, caplog):
    home = tmp_path / "home"
    older(home)
    settings = Settings(home=home)
    open_database(settings).close()
    [kept] = before_upgrade.copies(home / "accord.db")
    assert re.fullmatch(r"accord-0018-\d{8}-\d{6}\.db", kept.name) and kept.name in caplog.text
    assert kept.stat().st_mode & 0o077 == 0
    assert said_of(kept, "SELECT version_num FROM alembic_version") == [("0018",)]
    assert said_of(kept, "SELECT name FROM users") == [("ann",)]
    open_database(settings).close()
    assert before_upgrade.copies(home / "accord.db") == [kept]  # one an upgrade
    # back to the older one, and up again, twice: the last two copies stay
    for day in (1, 2):
        for name in ("accord.db", "accord.db-wal", "accord.db-shm"):
            (home / name).unlink(missing_ok=True)
        shutil.copy(kept, home / "accord.db")
        at(datetime(2027, 1, day, tzinfo=UTC))
        open_database(settings).close()
    assert [one.name for one in before_upgrade.copies(home / "accord.db")] == [
        "accord-0018-20270101-000000.db",
        "accord-0018-20270102-000000.db",
    ]
    assert said_of(home / "accord.db", "SELECT name FROM users") == [("ann",)]
    assert not list(home.glob(".*.part"))


@pytest.mark.parametrize(("filled", "copy"), [(False, True), (True, False)])
def test_no_copy_of_an_empty_file_nor_where_the_site_wants_none(tmp_path, filled, copy):
    older(tmp_path / "home", filled=filled)
    open_database(Settings(home=tmp_path / "home", upgrade_copy=copy)).close()
    assert before_upgrade.copies(tmp_path / "home" / "accord.db") == []


def test_without_room_for_the_copy_nothing_is_upgraded(tmp_path, monkeypatch):
    older(tmp_path / "home")
    monkeypatch.setattr(before_upgrade, "ROOM", 2**60)
    with pytest.raises(StorageFull, match=r"Make room.*ACCORD_UPGRADE_COPY=false"):
        open_database(Settings(home=tmp_path / "home"))
    assert said_of(tmp_path / "home" / "accord.db", "SELECT version_num FROM alembic_version") == [("0018",)]


def test_no_migration_rebuilds_a_table_that_others_refer_to():
    """SQLite's way of a batch drops the old table, and what refers to it ON DELETE CASCADE goes with it."""
    for domain in DOMAINS:
        import_module(f"accord.{domain}.tables")
    referred = {key.column.table.name for table in metadata.tables.values() for key in table.foreign_keys}
    assert {"projects", "records", "users"} <= referred
    rebuilt = {
        (path.name, table)
        for path in (Path(migrations.__file__).parent / "versions").glob("[0-9]*.py")
        if path.name > "0018"  # older ones were read by eye
        for table in re.findall(r"batch_alter_table\(\s*[\"'](\w+)", path.read_text())
    }
    assert {(name, table) for name, table in rebuilt if table in referred} == set()
