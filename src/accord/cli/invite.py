"""`accord invite create|list|withdraw`."""

from __future__ import annotations

from typing import Annotated

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.output import listed, out, print_json, say

app = typer.Typer(
    help="Links that let people into a project: make one, list those that still let somebody in, withdraw one.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def create(
    project: ProjectName,
    role: Annotated[str, typer.Option("--role", help="annotator or reviewer.")] = "annotator",
    people: Annotated[int, typer.Option("--people", min=1, max=10_000, help="How many may come by it.")] = 1,
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="How long it lets them in.")] = 7,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make a link. It is shown once; whoever has it makes an account, or joins with theirs."""
    with connect(url, key) as client:
        body = {"role": role, "uses": people, "days": days}
        made = client.transport.json("POST", f"/projects/{project}/invitations", body)
    if as_json:
        return print_json(made)
    out(made["link"])
    say("It is shown only now. Whoever has it gets in: send it as you would a password.")


@app.command("list")
def list_(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """The links that still let somebody in; never the links themselves."""
    with connect(url, key) as client:
        links = client.transport.json("GET", f"/projects/{project}/invitations")["invitations"]
    nothing = f"No link lets anybody in. `accord invite create {project}` makes one."
    listed(links, ["id", "role", "uses", "joined", "expires_at", "by"], as_json, nothing)


@app.command()
def withdraw(
    project: ProjectName,
    number: Annotated[int, typer.Argument(min=1, help="Its id, as `accord invite list` shows it.")],
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Let nobody in by this link any more; who came by it stays."""
    with connect(url, key) as client:
        client.transport.json("DELETE", f"/projects/{project}/invitations/{number}")
    if as_json:
        return print_json({"id": number, "withdrawn": True})
    say("It lets nobody in any more.")
