"""`accord key create|list|revoke`."""

from __future__ import annotations

from typing import Annotated

import typer

from accord.cli.connection import AsJson, Key, Url, connect
from accord.cli.output import listed, out, print_json, say

app = typer.Typer(help="Create, list and revoke API keys.", no_args_is_help=True, add_completion=False)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is for, so that you know it in the list.")],
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make an API key. It is shown once."""
    with connect(url, key) as client:
        made = client.transport.json("POST", "/keys", {"name": name})
    if as_json:
        return print_json(made)
    out(made["key"])
    say("It is shown only now: keep it. Use it as ACCORD_KEY, or as `Authorization: Bearer ...`.")


@app.command("list")
def list_(url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """The keys, by their visible beginning."""
    with connect(url, key) as client:
        keys = client.transport.json("GET", "/keys")["keys"]
    columns = ["id", "name", "prefix", "created_at", "last_used_at", "revoked_at"]
    listed(keys, columns, as_json, "No key yet. `accord key create NAME` makes one.")


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(help="Its id, as `accord key list` shows it.")],
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make a key useless from now on."""
    with connect(url, key) as client:
        client.transport.json("DELETE", f"/keys/{number}")
    if as_json:
        return print_json({"revoked": number})
    say(f"Key {number} is revoked.")
