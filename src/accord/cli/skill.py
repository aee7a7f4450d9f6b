"""`accord skill grant|list|revoke`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, Url, connect
from accord.cli.output import listed, out, print_json, say

app = typer.Typer(
    help="Grant, list and revoke what people may do beyond their role.", no_args_is_help=True, add_completion=False
)
Name = Annotated[str, typer.Argument(help="The person.")]
Skill = Annotated[str, typer.Argument(help="The word that stages ask for, like support-en.")]


@app.command()
def grant(
    name: Name,
    skill: Skill,
    level: Annotated[int, typer.Option("--level", min=1, max=10, help="How well, from 1 to 10.")] = 1,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=36500, help="For how long; without it, for good.")
    ] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Give a person a skill, or change its level or end."""
    until = (datetime.now(UTC) + timedelta(days=days)).isoformat() if days else None
    with connect(url, key) as client:
        body: dict[str, Any] = {"level": level, "valid_until": until}
        skills = client.transport.json("PUT", f"/users/{name}/skills/{skill}", body)["skills"]
    if as_json:
        return print_json(skills)
    out(f"{name} has {skill} at level {level}{f', for {days} days' if days else ''}")


@app.command("list")
def list_(
    name: Annotated[str | None, typer.Argument(help="A person; without it, every skill that somebody has.")] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """A person's skills, or all that there are."""
    with connect(url, key) as client:
        skills = client.transport.json("GET", f"/users/{name}/skills" if name else "/skills")["skills"]
    columns = ["skill", "level", "by", "granted_at", "valid_until", "valid"] if name else ["skill", "people", "highest"]
    listed(skills, columns, as_json, "No skill yet. `accord skill grant NAME SKILL` gives one.")


@app.command()
def revoke(name: Name, skill: Skill, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Take a skill away."""
    with connect(url, key) as client:
        client.transport.json("DELETE", f"/users/{name}/skills/{skill}")
    if as_json:
        return print_json({"revoked": skill})
    say(f"{name} no longer has {skill}.")
