"""Where a command works: on `ACCORD_HOME` directly (the same routes, in this process), or on a server by `--url` and a key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from accord.client import Client
    from accord.people.service import Caller

Url = Annotated[
    str | None, typer.Option("--url", envvar="ACCORD_URL", help="A server; without it the data in ACCORD_HOME.")
]
Key = Annotated[str | None, typer.Option("--key", envvar="ACCORD_KEY", help="An API key for --url.")]
HERE = "http://127.0.0.1:8700"  # where `accord serve` listens unless told otherwise: links are made for it
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@contextmanager
def connect(url: str | None, key: str | None) -> Iterator[Client]:
    """A client for the server at `url`, or for the local data with no server in between."""
    if url:
        from accord.client import Client

        with Client(url, key) as client:
            yield client
        return
    with local() as client:
        yield client


@contextmanager
def local() -> Iterator[Client]:
    """The application in this process, as the local administrator: who can write the files needs no password."""
    from starlette.testclient import TestClient

    from accord.client import Client
    from accord.ground.database import open_database
    from accord.ground.settings import get_settings
    from accord.people.routes import current_caller
    from accord.people.service import local_admin
    from accord.server.app import create_app

    settings = get_settings()
    db = open_database(settings)
    try:
        admin: Caller = local_admin(db)
        app = create_app(settings, db)
        app.dependency_overrides[current_caller] = lambda: admin
        yield Client(http=TestClient(app, base_url=HERE, raise_server_exceptions=True))
    finally:
        db.close()


def home_name() -> str:
    """How messages call the place that a command works on."""
    return os.environ.get("ACCORD_HOME", "the default data folder")
