"""`accord doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import typer

from accord.cli.connection import AsJson, Key, Url, connect, read_settings
from accord.cli.output import out, print_json

app = typer.Typer(add_completion=False)

SPARE_BYTES = 1 << 30


@app.command("doctor")
def doctor(url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Check the data folder, the disk, the database and the web app, or a server and a key. Exits 1 when something is wrong."""
    checks = list(_there(url, key) if url else _here())
    if as_json:
        print_json(checks)
    else:
        for check in checks:
            out(f"{'ok  ' if check['ok'] else 'BAD '} {check['what']}: {check['found']}")
            if not check["ok"]:
                out(f"     {check['do']}")
    if not all(check["ok"] for check in checks):
        raise typer.Exit(1)


def _there(url: str, key: str | None) -> Iterator[dict[str, Any]]:
    with connect(url, key) as client:
        at = "Start it (`accord serve`), or look at the address."
        yield _check("server", lambda: f"Accord {client.health()['version']}", at)
        if key:
            who = "Make another: `accord key create NAME`."
            yield _check("key", lambda: f"of {client.transport.json('GET', '/session')['user']['name']}", who)


def _here() -> Iterator[dict[str, Any]]:
    yield _check("data folder", _folder, "Set ACCORD_HOME to a folder that this account may write to.")
    yield _check("disk", _disk, "Make room: below 1 GiB answers may be refused (nothing acknowledged is lost).")
    database = _check(
        "database", _database, "Look at ACCORD_DATABASE_URL; a damaged file: put the last backup of accord.db back."
    )
    yield database
    yield _check("before upgrades", _copies, "Look at the data folder.")
    if database["ok"]:  # else there is nothing to read it from, and nobody is to be blamed
        yield _check(
            "audit log",
            _audit,
            "Somebody changed the past: compare with an export of before, and look who can write the database.",
        )
    yield _check("web app", _web, "Install the wheel, or in a checkout run `make web`.")


def _check(what: str, look: Callable[[], str], do: str) -> dict[str, Any]:
    try:
        return {"what": what, "ok": True, "found": look(), "do": None}
    except Exception as error:  # noqa: BLE001 - a doctor reports every ailment
        return {"what": what, "ok": False, "found": str(error), "do": do}


def _folder() -> str:
    home = read_settings().home
    home.mkdir(parents=True, exist_ok=True)
    if not os.access(home, os.W_OK):
        raise PermissionError(f"{home} is not writable")
    return str(home)


def _disk() -> str:
    free = shutil.disk_usage(read_settings().home).free
    if free < SPARE_BYTES:
        raise RuntimeError(f"{free / 2**20:.0f} MiB free")
    return f"{free / 2**30:.1f} GiB free"


def _database() -> str:
    from accord.ground.opening import open_database

    db = open_database(read_settings())
    try:
        return f"{db.dialect}, at the current version"
    finally:
        db.close()


def _copies() -> str:
    from accord.ground.before_upgrade import copies

    settings = read_settings()
    if settings.database_url:
        return "a database of your own: dump it before you upgrade Accord (pg_dump)"
    there = copies(settings.home / "accord.db")
    said = ", ".join(f"{one.name} ({one.stat().st_size / 2**20:.1f} MiB)" for one in there) or "no copy yet"
    return said if settings.upgrade_copy else f"{said}; ACCORD_UPGRADE_COPY is off, so no more are kept"


def _audit() -> str:
    from accord.ground.audit import verify
    from accord.ground.opening import open_database

    db = open_database(read_settings())
    try:
        found = verify(db)
    finally:
        db.close()
    if found.broken is not None:
        raise RuntimeError(f"entry {found.broken} does not fit the one before")
    return f"{found.count} entries, the last is {found.hash[:16]}" if found.count else "empty"


def _web() -> str:
    from importlib.resources import files

    index = files("accord").joinpath("server", "static", "index.html")
    if not index.is_file():
        raise FileNotFoundError("the web app is not built")
    return "built"
