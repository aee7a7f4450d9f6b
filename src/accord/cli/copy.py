"""`accord copy`: everything into another database, to move there or to keep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord.cli.connection import AsJson, read_settings
from accord.cli.errors import BadInput, Failed
from accord.cli.output import counting, print_json, say

app = typer.Typer(add_completion=False)


@app.command("copy")
def copy(
    to: Annotated[str, typer.Argument(help="postgresql://USER@HOST/NAME, an empty database; or a new file, x.db.")],
    as_json: AsJson = False,
) -> None:
    """Copy projects, records, answers and people from ACCORD_HOME (or ACCORD_DATABASE_URL) into an empty database.

    It holds one moment, whole or not at all; what is here stays as it is. Files (datasets, the key that seals what people say of
    themselves) stay in ACCORD_HOME, which goes on serving both.
    """
    from sqlalchemy.exc import OperationalError

    from accord.cli import background
    from accord.corpus.service import find_again
    from accord.ground.audit import verify
    from accord.ground.copying import copy as copied
    from accord.ground.opening import open_database

    settings, address = read_settings(), _address(to)
    running = background.running(settings.home)
    source = open_database(settings)
    try:
        try:
            target = open_database(settings.model_copy(update={"database_url": address}))
        except OperationalError as error:
            raise BadInput(f"{to} cannot be opened: {error.orig}") from None
        try:
            with counting("rows") as reached:
                counts = copied(source, target, find_again, reached)
            checked = verify(target)
        finally:
            target.close()
    finally:
        source.close()
    if checked.broken is not None:
        raise Failed(
            f"Entry {checked.broken} of the audit log does not fit the one before, here or there: `accord doctor`."
        )
    if as_json:
        print_json({"to": to, "rows": counts, "audit_log": {"entries": checked.count, "hash": checked.hash}})
    else:
        say(
            f"{sum(counts.values()):,} rows copied, of them {counts['records']:,} records and {counts['responses']:,} answers."
        )
    if running:
        say(f"The server on {running} still works on the old database: what people do from now on is not in the copy.")
    there = address if address.startswith("sqlite") else "its address"  # which may hold a password
    say(f"To work there: stop the server, set ACCORD_DATABASE_URL to {there}, start it.")


def _address(to: str) -> str:
    if to.startswith(("postgresql://", "sqlite://")):
        return to
    if "://" in to:
        raise BadInput(f"{to} is neither postgresql:// nor the path of a file")
    path = Path(to).absolute()
    if not path.parent.is_dir():
        raise BadInput(f"{path.parent} is no folder")
    return f"sqlite:///{path}"
