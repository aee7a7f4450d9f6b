"""`accord demo`: a server with real sample projects and ready accounts."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from accord import workflows
from accord.cli.connection import local
from accord.cli.output import out, say
from accord.client.client import Client

app = typer.Typer()

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
    host: Annotated[str, typer.Option(envvar="ACCORD_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="ACCORD_PORT")] = 8700,
    prepare: Annotated[bool, typer.Option("--prepare", help="Fill the data folder and stop; start no server.")] = False,
) -> None:
    """Fill ACCORD_HOME with three projects of real model outputs, make five accounts, and serve. A second call goes on."""
    accounts = fill()
    if prepare:
        return
    _welcome(f"http://{host}:{port}", accounts)
    from accord.cli.serve import run

    run(host, port)


def fill() -> dict[str, str]:
    """Make what is not there yet; the passwords by account."""
    from accord.ground.settings import get_settings

    home = get_settings().home
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


def _welcome(address: str, accounts: dict[str, str]) -> None:
    out(f"\nAccord: three projects with real model outputs on {address}\n")
    for name, password in accounts.items():
        out(f"  {name:<12} {password}    ({ACCOUNTS[name]})")
    out(
        "\nNext:\n"
        f"  1. Open {address}, sign in as annotator-1, choose side-by-side; digits answer, enter submits, ? shows the keys.\n"
        "  2. Sign in as lead in another browser: agreement, disagreements, people, datasets.\n"
        "  3. accord export side-by-side --format trl-preference --out export   (with the same ACCORD_HOME)\n"
        "Stop with ctrl+c; the data stays, and the next start goes on.\n"
    )
