"""`accord doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import typer

from accord.cli.connection import AsJson
from accord.cli.output import out, print_json

app = typer.Typer()

SPARE_BYTES = 1 << 30


@app.command("doctor")
def doctor(as_json: AsJson = False) -> None:
    """Check the data folder, the database, the web app and the disk. Exits 1 when something is wrong."""
    checks = list(_checks())
    if as_json:
        print_json(checks)
    else:
        for check in checks:
            out(f"{'ok  ' if check['ok'] else 'BAD '} {check['what']}: {check['found']}")
            if not check["ok"]:
                out(f"     {check['do']}")
    if not all(check["ok"] for check in checks):
        raise typer.Exit(1)


def _checks() -> Iterator[dict[str, Any]]:
    yield _check("data folder", _folder, "Set ACCORD_HOME to a folder that this account may write to.")
    yield _check("disk", _disk, "Make room: below 1 GiB answers may be refused (nothing acknowledged is lost).")
    yield _check(
        "database", _database, "See ACCORD_DATABASE_URL; a damaged file: restore the last backup of accord.db."
    )
    yield _check("web app", _web, "Install the wheel, or in a checkout run `make web`.")


def _check(what: str, look: Callable[[], str], do: str) -> dict[str, Any]:
    try:
        return {"what": what, "ok": True, "found": look(), "do": None}
    except Exception as error:  # noqa: BLE001 - a doctor reports every ailment
        return {"what": what, "ok": False, "found": str(error), "do": do}


def _folder() -> str:
    from accord.ground.settings import get_settings

    home = get_settings().home
    home.mkdir(parents=True, exist_ok=True)
    if not os.access(home, os.W_OK):
        raise PermissionError(f"{home} is not writable")
    return str(home)


def _disk() -> str:
    from accord.ground.settings import get_settings

    free = shutil.disk_usage(get_settings().home).free
    if free < SPARE_BYTES:
        raise RuntimeError(f"{free / 2**20:.0f} MiB free")
    return f"{free / 2**30:.1f} GiB free"


def _database() -> str:
    from accord.ground.database import open_database
    from accord.ground.settings import get_settings

    db = open_database(get_settings())
    try:
        return f"{db.dialect}, at the current version"
    finally:
        db.close()


def _web() -> str:
    from importlib.resources import files

    index = files("accord").joinpath("server", "static", "index.html")
    if not index.is_file():
        raise FileNotFoundError("the web app is not built")
    return "built"
