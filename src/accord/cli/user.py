"""`accord user add|list|remove|anonymise|passwd`."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated, Any

import typer

from accord.cli.confirming import confirm
from accord.cli.connection import AsJson, Key, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say, table

app = typer.Typer(help="Add, list, remove and anonymise people.", no_args_is_help=True, add_completion=False)

Name = Annotated[str, typer.Argument(help="What they sign in by.")]
Role = Annotated[str, typer.Option("--role", help="admin, lead, reviewer or annotator.")]
Password = Annotated[bool, typer.Option("--password", help="Ask for a password (or read it from a pipe).")]


@app.command()
def add(
    name: Name,
    role: Role = "annotator",
    project: Annotated[list[str] | None, typer.Option("--project", help="Make them a member; repeatable.")] = None,
    password: Password = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Add a person. Without --password they sign in by the one-time link that is printed."""
    body: dict[str, Any] = {"name": name, "role": role}
    if password:
        body["password"] = _ask()
    with connect(url, key) as client:
        for one in project or []:
            client.project(one).show()  # before anything is stored: a name that is wrong leaves no half-made person
        made = client.transport.json("POST", "/users", body)
        for one in project or []:
            member_role = role if role != "admin" else "lead"
            client.transport.json("PUT", f"/projects/{one}/members/{name}", {"role": member_role})
        if not password:
            made["link"] = client.transport.json("POST", f"/users/{name}/link")["link"]
    if as_json:
        return print_json(made)
    out(made.get("link") or made["name"])
    if not password:
        say(f"The link signs {name} in once; `accord user passwd {name}` sets a password.")


@app.command("list")
def list_(url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Everybody, with their roles."""
    with connect(url, key) as client:
        users = client.transport.json("GET", "/users")["users"]
    if as_json:
        return print_json(users)
    table(users, ["name", "role", "imported", "created_at"])


@app.command()
def remove(name: Name, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Take a person's access away; their answers stay."""
    with connect(url, key) as client:
        client.transport.json("DELETE", f"/users/{name}")
    if as_json:
        return print_json({"removed": name})
    say(f"{name} can no longer sign in; their answers are kept.")


@app.command()
def anonymise(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked to type the name.")] = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Take a person's access and name away for good; their answers stay, under a name that says nothing."""
    if not yes:
        confirm(name, "take the name away for good", f"accord user anonymise {name} --yes")
    with connect(url, key) as client:
        new = client.transport.json("POST", f"/users/{name}/anonymise")["name"]
    if as_json:
        return print_json({"name": new})
    out(new)
    say("Their answers are kept under that name. The audit log keeps the old one in its entries of before.")


@app.command()
def passwd(name: Name, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Set a person's password."""
    with connect(url, key) as client:
        client.transport.json("PUT", f"/users/{name}/password", {"password": _ask()})
    if as_json:
        return print_json({"name": name})
    say(f"The password of {name} is set.")


def _ask() -> str:
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\n")
    else:
        given = getpass.getpass("Password: ")
        if given != getpass.getpass("Again: "):
            raise BadInput("the two passwords differ; nothing was changed")
    if not given:
        raise BadInput("an empty password is not allowed")
    return given
