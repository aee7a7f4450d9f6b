"""Where the data lies: full, not writable, written by a newer Accord, held by somebody. Each is said; nothing is half done."""

import ctypes
import os
import resource
import sqlite3

import pytest
from sqlalchemy import text

from accord.ground.database import connect
from tests.faults.server import Person, Server
from tests.work.floor import Floor


@pytest.fixture
def home(tmp_path, sqlite_template):
    """A data folder with a project, records and ann's key."""
    path = tmp_path / "home"
    path.mkdir(mode=0o700)
    (path / "accord.db").write_bytes(sqlite_template.read_bytes())
    db = connect(f"sqlite:///{path / 'accord.db'}")
    floor = Floor(db, overlap=2, records=400, persons=1)
    key = floor.key(floor.people[0])
    db.close()
    return path, key


def answers(home):
    db = connect(f"sqlite:///{home / 'accord.db'}")
    with db.read() as c:
        found = c.execute(text("SELECT answers FROM responses ORDER BY id")).scalars().all()
        sound = c.exec_driver_sql("PRAGMA integrity_check").scalar()
    db.close()
    return len(found), sound


def test_a_full_disk_is_said_and_keeps_what_was_acknowledged(home):
    path, key = home
    room = (path / "accord.db").stat().st_size + 200_000

    def limits():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    acknowledged, refused = 0, None
    with Server(path, limits=limits, PYTHONUNBUFFERED="1") as server:
        ann = Person(server, key)
        while refused is None:
            given = ann.ask("POST", "/projects/flat/claim", {"count": 1})
            if given.status != 200:
                refused = given
                break
            body = {"answers": {"tone": {"value": "kind"}, "note": {"value": "long " * 2000}}}
            said = ann.ask("POST", f"/assignments/{given.body['assignments'][0]['id']}/submit", body)
            if said.status == 200:
                acknowledged += 1
            else:
                refused = said
        assert refused.status == 507, refused.body
        assert "full" in refused.body["title"] and "nothing was stored" in refused.body["title"]
        assert ann.ask("GET", "/session").status == 200, "what is there can still be read"
    assert acknowledged > 0
    assert answers(path) == (acknowledged, "ok")
    with Server(path) as server:  # with room again, work goes on
        assert Person(server, key).ask("POST", "/projects/flat/claim", {"count": 1}).body["assignments"]


def test_a_database_of_a_newer_accord_is_left_alone(home):
    path, _ = home
    with sqlite3.connect(path / "accord.db") as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(AssertionError, match="newer Accord"), Server(path):
        pass


def without_roots_rights():
    """Root writes anywhere; without this capability only where permissions say so."""
    if os.geteuid() == 0:
        drop, dac_override = 24, 1  # prctl(2), capabilities(7)
        assert ctypes.CDLL(None).prctl(drop, dac_override, 0, 0, 0) == 0


def test_a_folder_that_cannot_be_written_is_said(home):
    path, _ = home
    (path / "accord.db").chmod(0o400)
    path.chmod(0o500)
    try:
        with (
            pytest.raises(AssertionError, match="cannot be written") as said,
            Server(path, limits=without_roots_rights),
        ):
            pass
        assert str(path) in str(said.value) and "Traceback" not in str(said.value)
    finally:
        path.chmod(0o700)


def test_a_file_that_is_no_database_is_said_and_left_alone(home):
    path, _ = home
    (path / "accord.db").write_bytes(b"my thesis" * 1000)
    with pytest.raises(AssertionError, match="is no database") as said, Server(path):
        pass
    assert "Traceback" not in str(said.value)
    assert (path / "accord.db").read_bytes() == b"my thesis" * 1000


def test_a_database_that_another_process_holds_is_waited_for_and_then_said(home):
    path, key = home
    with Server(path) as server:
        ann = Person(server, key)
        (one,) = ann.ask("POST", "/projects/flat/claim", {"count": 1}).body["assignments"]
        other = sqlite3.connect(path / "accord.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        body = {"answers": {"tone": {"value": "kind"}}}
        said = ann.ask("POST", f"/assignments/{one['id']}/submit", body)
        assert said.status == 503 and "Another process holds the database" in said.body["title"]
        other.rollback()
        assert ann.ask("POST", f"/assignments/{one['id']}/submit", body).status == 200
        other.close()
    assert answers(path) == (1, "ok")
