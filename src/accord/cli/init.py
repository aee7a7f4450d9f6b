"""`accord init WORKFLOW [DIR]` and `accord workflows`: ready-made projects to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accord import workflows
from accord.cli.connection import AsJson
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say, table
from accord.schema.faults import nearest

app = typer.Typer(add_completion=False)


@app.command("init")
def init(
    workflow: Annotated[str, typer.Argument(help="A name that `accord workflows` lists.")],
    folder: Annotated[
        Path | None, typer.Argument(help="Where to; a new folder of the workflow's name by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a workflow's project.yaml, guidelines and sample records into a folder, to start from."""
    names = [found.name for found in workflows.list_()]
    if workflow not in names:
        near = nearest(workflow, names)
        raise BadInput(
            f"there is no workflow {workflow!r}"
            + (f"; did you mean {near!r}?" if near else f"; there are: {', '.join(names)}")
        )
    target = folder or Path(workflow)
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; nothing was written. Name a folder.")
    if target.exists() and any(target.iterdir()):
        raise BadInput(f"{target} is not empty; nothing was written. Name another folder.")
    target.mkdir(parents=True, exist_ok=True)
    files = workflows.load(workflow).files()
    for name, content in files:
        (target / name).write_bytes(content)
    if as_json:
        return print_json({"folder": str(target), "files": [str(target / name) for name, _ in files]})
    out(str(target))
    say(
        f"Next: look into {target / 'project.yaml'}, then accord project create {target}, "
        f"accord import {workflow} {target / 'sample.jsonl'} and accord serve"
    )


@app.command("workflows")
def list_(as_json: AsJson = False) -> None:
    """The built-in workflows and what they are for."""
    parts = ("name", "title", "summary", "time", "agreement")
    rows = [{part: getattr(found, part) for part in parts} for found in workflows.list_()]
    if as_json:
        return print_json(rows)
    table(rows, ["name", "summary", "time"])
