"""`accord demo`: a server with real sample projects and ready accounts."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from accord import workflows
from accord.cli.connection import local, read_settings
from accord.cli.output import out, say
from accord.client.client import Client

app = typer.Typer(add_completion=False)

ACCOUNTS = {
    "lead": "lead",
    "expert": "reviewer",
    "annotator-1": "annotator",
    "annotator-2": "annotator",
    "annotator-3": "annotator",
}
PROJECTS = ("side-by-side", "preference-ranking", "response-review")
FILE = "demo-accounts.json"


@app.command("demo")
def demo(
    host: Annotated[str, typer.Option(envvar="ACCORD_HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="ACCORD_PORT", min=0, max=65535, help="Port to listen on.")] = 8700,
    detach: Annotated[bool, typer.Option("--detach", help="Leave the server running and return.")] = False,
    end: Annotated[bool, typer.Option("--stop", help="Stop the server that --detach left; the data stays.")] = False,
) -> None:
    """Fill ACCORD_HOME with three projects of real model outputs, make five accounts, and serve. A second call goes on."""
    from accord.cli import background

    home = read_settings().home.absolute()
    if end:
        stopped = background.stop(home)
        return out(f"Stopped {stopped}" if stopped else "No demo server is running")
    if there := background.running(home):
        return _welcome(there, home, fill(home), detach)
    accounts = fill(home)
    if detach:
        return _welcome(background.start(home, host, port), home, accounts, detach)
    from accord.cli.serve import run

    run(host, port, lambda address: _welcome(address, home, accounts, detach))


def fill(home: Path) -> dict[str, str]:
    """Make what is not there yet; the passwords by account."""
    home.mkdir(parents=True, exist_ok=True)
    kept = home / FILE
    if kept.is_file():
        return dict(json.loads(kept.read_text(encoding="utf-8")))
    accounts = {name: secrets.token_urlsafe(9) for name in ACCOUNTS}
    with local() as client:
        have = {project["name"] for project in client.projects()}
        for name in PROJECTS:
            if name not in have:
                _make_project(client, name)
        _make_accounts(client, accounts)
    _keep(kept, accounts)
    return accounts


def _make_project(client: Client, name: str) -> None:
    workflow = workflows.load(name)
    say(f"Loading {name} ...")
    client.transport.json("POST", "/projects", {"yaml": workflow.source, "guidelines": workflow.guidelines})
    project = client.project(name)
    project.records.add(workflow.sample(), progress=False)
    if votes := list(workflow.votes()):
        project.add_responses(votes)


def _make_accounts(client: Client, accounts: dict[str, str]) -> None:
    there = {user["name"] for user in client.transport.json("GET", "/users")["users"]}
    for name, password in accounts.items():
        if name in there:
            client.transport.json("PUT", f"/users/{name}/password", {"password": password})
        else:
            client.transport.json("POST", "/users", {"name": name, "role": ACCOUNTS[name], "password": password})
        for project in PROJECTS:
            client.transport.json("PUT", f"/projects/{project}/members/{name}", {"role": ACCOUNTS[name]})


def _keep(path: Path, accounts: dict[str, Any]) -> None:
    """Written last and whole: a demo that was cut short is filled again."""
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(accounts, file, indent=2)
    part.replace(path)


def _welcome(address: str, home: Path, accounts: dict[str, str], stays: bool) -> None:
    ends = "`make stop` (or `accord demo --stop`) stops it" if stays else "ctrl+c stops it"
    out(f"\nAccord runs on {address} with three projects of real model outputs.\n")
    for name, password in accounts.items():
        out(f"  {name:<12} {password}    ({ACCOUNTS[name]})")
    out(
        "\nNext:\n"
        f"  1. Open {address}, sign in as annotator-1 and choose a project: digits answer, enter submits, ? shows the keys.\n"
        "  2. Sign in as lead: agreement, disagreements, records, people, datasets.\n"
        f"  3. ACCORD_HOME={home} accord export side-by-side --format trl-preference --out export\n"
        f"\nThe data stays in {home}; {ends}.\n"
    )
