"""Where a command works: on `ACCORD_HOME` directly (the same routes, in this process), or on a server by `--url` and a key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from accord.cli.errors import BadInput

if TYPE_CHECKING:
    from accord.client import Client
    from accord.ground.database import Database
    from accord.ground.settings import Settings
    from accord.people.service import Caller

Url = Annotated[
    str | None, typer.Option("--url", envvar="ACCORD_URL", help="A server; without it the data in ACCORD_HOME.")
]
Key = Annotated[str | None, typer.Option("--key", envvar="ACCORD_KEY", help="An API key for --url.")]
HERE = "http://127.0.0.1:8700"  # where `accord serve` listens unless told otherwise: links are made for it
ProjectName = Annotated[str, typer.Argument(help="The project's name, as `accord project list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@contextmanager
def connect(url: str | None, key: str | None) -> Iterator[Client]:
    """A client for the server at `url`, or for the local data with no server in between."""
    if not url:
        with local() as client:
            yield client
        return
    from accord.client import Client

    try:
        client = Client(url, key)
    except ValueError as error:
        raise BadInput(f"--url {url}: {error}") from None
    with client:
        yield client


@contextmanager
def data() -> Iterator[tuple[Database, Caller]]:
    """The data in ACCORD_HOME and its local administrator: who can write the files needs no password."""
    from accord.ground.opening import open_database
    from accord.people.service import local_admin

    db = open_database(read_settings())
    try:
        yield db, local_admin(db)
    finally:
        db.close()


@contextmanager
def local() -> Iterator[Client]:
    """The application in this process, as the local administrator."""
    from starlette.testclient import TestClient

    from accord.cli import background
    from accord.client import Client
    from accord.people.routes import current_caller
    from accord.server.app import create_app

    with data() as (db, admin):
        settings = read_settings()
        app = create_app(settings, db)
        app.dependency_overrides[current_caller] = lambda: admin
        yield Client(
            http=TestClient(app, base_url=background.running(settings.home) or HERE, raise_server_exceptions=True)
        )


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        BadInput: one of them does not fit; says which and why.
    """
    from pydantic import ValidationError
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    from accord.ground.settings import get_settings

    try:
        settings = get_settings()
        known = make_url(settings.url).get_backend_name() in ("sqlite", "postgresql")
    except ValidationError as error:
        wrong = (f"ACCORD_{str(one['loc'][0]).upper()}={one['input']}: {one['msg']}" for one in error.errors())
        raise BadInput("\n".join(wrong)) from None
    except ArgumentError:
        known = False
    if not known:
        raise BadInput("ACCORD_DATABASE_URL is no address that Accord knows; write postgresql://USER@HOST/NAME")
    return settings
