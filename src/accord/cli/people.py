"""`accord people PROJECT`: each person's work and how far it can be trusted."""

from __future__ import annotations

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.output import print_json, say, table, waiting

app = typer.Typer(add_completion=False)


@app.command("people")
def people(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Answers, median seconds, agreement with the others, accuracy on gold and skill, each with its 95% interval."""
    with connect(url, key) as client, waiting("reading every answer"):
        found = client.project(project).people()
    if as_json:
        return print_json(found)
    if not found["people"]:
        return say("Nobody has answered yet.")
    rows = [{**one, "seconds": one["median_seconds"], "look": one["flags"]} for one in found["people"]]
    table(rows, ["name", "answered", "today", "skipped", "seconds", "agreement", "gold", "skill", "look"])
