"""`accord jobs list|wait|stop`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.output import listed, print_json, say

app = typer.Typer(
    help="What a server takes long for: agreement, results, datasets, exports. See how far it is, wait for it, stop it.",
    no_args_is_help=True,
    add_completion=False,
)
Number = Annotated[int, typer.Argument(min=1, help="The job's id, as `accord jobs list` shows it.")]


@app.command("list")
def list_(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """The newest jobs of a project."""
    with connect(url, key) as client:
        told = [one.now for one in client.project(project).jobs()]
    rows = told if as_json else [{**one, "far": _far(one)} for one in told]
    columns = ["id", "kind", "state", "far", "person", "started_at", "message"]
    listed(rows, columns, as_json, "Nothing took long in this project so far.")


@app.command()
def wait(number: Number, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Wait until it is done, with a bar; ctrl+c stops it."""
    with connect(url, key) as client:
        job = client.job(number)
        job.wait(progress=True)
    print_json(job.now) if as_json else say(f"Job {number} is done.")


@app.command()
def stop(number: Number, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Stop it; nothing half done stays."""
    with connect(url, key) as client:
        told = client.job(number).stop()
    print_json(told) if as_json else say(f"Job {number} stops.")


def _far(job: dict[str, Any]) -> str:
    return f"{100 * job['done'] // job['total']}%" if job["total"] else ""
