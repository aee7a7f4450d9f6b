"""`accord judge FILE...`: from a file of model outputs to judging it alone, in one step."""

from __future__ import annotations

import getpass
import itertools
import os
import re
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from accord import workflows
from accord.cli import background
from accord.cli.connection import AsJson, local
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say
from accord.client.client import Client, RemoteProject
from accord.formats import Refused, Row, Unreadable, open_rows
from accord.formats.mapping import parse as parse_mapping
from accord.formats.placing import placed
from accord.formats.recognise import Shape, fit, prompts, recognise, row_id
from accord.formats.verdicts import judged
from accord.schema import Spec, check_record, parse, parse_json
from accord.schema.faults import nearest

app = typer.Typer(add_completion=False)

LOOKED_AT = 50  # rows that decide what a file holds


@app.command("judge")
def judge(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="JSONL, JSON, CSV or Parquet.")],
    workflow: Annotated[
        str | None, typer.Option("--workflow", help="Take this one; by default the file decides.")
    ] = None,
    maps: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help="Which column is what: prompt=COLUMN, response_a=COLUMN, messages=COLUMN; repeatable."
        ),
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    as_json: AsJson = False,
) -> None:
    """Judge a file of prompts with two or more answers, with one answer, or of chats.

    The data stays in FILE.accord beside the file: the same command goes on where you stopped, and takes in new rows.
    """
    for path in paths:
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file")
    _names(workflow)
    names = _mapping(maps)
    home = paths[0].with_name(paths[0].name + ".accord")
    os.environ["ACCORD_HOME"] = str(home.absolute())
    os.environ.pop("ACCORD_DATABASE_URL", None)
    with local() as client:
        project = _project(client, paths, workflow, names)
        report = _bring(project, paths, names)
        token = _link(client, project.name)

    def welcome(address: str) -> None:
        link = f"{address}{token}"
        if as_json:
            return print_json({"link": link, "project": project.name, "home": str(home), **report})
        _welcome(link, project.name, home, open_page)

    if there := background.running(home):  # it is being judged already: one more way in
        return welcome(there)
    from accord.cli.serve import run

    run("127.0.0.1", port, welcome)


def propose(rows: list[dict[str, Any]], wanted: str | None) -> tuple[workflows.Workflow, Shape | None]:
    """The workflow that most of these rows fit (the earlier in the list of equals) and the shape they have; None for records.

    Raises:
        BadInput: nothing fits; says what was looked for and what to do.
    """
    names = _names(wanted)
    if wanted is None and (already := judged(rows)):
        raise BadInput(f"it holds {already}. To judge it all the same, choose a --workflow.")
    shape = None if all(map(_whole, rows)) else recognise(rows)
    tried = [workflows.load(name) for name in ([wanted] if wanted else names)]
    fitting = [_fitting(parse(workflow.source), shape, rows) for workflow in tried]
    if not any(fitting):
        raise BadInput(_nothing_fits(rows, shape, wanted))
    return tried[fitting.index(max(fitting))], shape


def _whole(row: dict[str, Any]) -> bool:
    """Whether nothing need be recognised: a record, or what a format of agents' runs gives."""
    return "values" in row or "parts" in row


def _names(wanted: str | None) -> list[str]:
    names = [found.name for found in workflows.list_()]
    if wanted is not None and wanted not in names:
        near = nearest(wanted, names)
        hint = f"; did you mean {near!r}?" if near else f"; there are: {', '.join(names)}"
        raise BadInput(f"there is no workflow {wanted!r}{hint}")
    return names


def _fitting(spec: Spec, shape: Shape | None, rows: list[dict[str, Any]]) -> int:
    """How many rows become records of this project without a fault."""
    made = (_record(spec, shape, row) for row in rows)
    return sum(not isinstance(one, str) and not check_record(spec, one)[1] for one in made)


def _nothing_fits(rows: list[dict[str, Any]], shape: Shape | None, wanted: str | None) -> str:
    columns = ", ".join(dict.fromkeys(itertools.chain.from_iterable(rows))) or "none"
    asked = prompts(rows)
    found = (
        f"it holds {shape.says}"
        if shape
        else f"it holds prompts ({asked}) and no answers, so that there is nothing to judge; columns: {columns}"
        if asked
        else f"no prompt with answers and no chats were recognised; columns: {columns}"
    )
    if shape and wanted:
        return f"{found}, which {wanted} has no place for. Leave --workflow out, or see `accord workflows`."
    return (
        f"{found}. Say which columns are what: --map prompt=COLUMN --map response_a=COLUMN --map response_b=COLUMN "
        "(or prompt and response, or messages); or make a project: `accord init WORKFLOW`, "
        "then `accord import PROJECT FILE --map TARGET=COLUMN`."
    )


def _mapping(pairs: list[str] | None) -> dict[str, str]:
    """Columns and what they are from now on."""
    try:
        return {column: name for name, column in parse_mapping(pairs or []).items()}
    except ValueError as error:
        raise BadInput(f"--map {error}") from None


def _rows(path: Path, names: dict[str, str]) -> Iterator[Row | Refused]:
    try:
        for row in open_rows(path):
            if names and isinstance(row, Row):
                row = replace(row, data={names.get(column, column): cell for column, cell in row.data.items()})
            yield row
    except Unreadable as error:
        raise BadInput(str(error)) from None


def _first(path: Path, names: dict[str, str]) -> list[dict[str, Any]]:
    """The rows that decide what the file holds.

    Raises:
        BadInput: not one can be read, or a mapped column is in none.
    """
    looked_at = list(itertools.islice(_rows(path, names), LOOKED_AT))
    rows = [dict(row.data) for row in looked_at if isinstance(row, Row)]
    if not rows and (refused := next((row for row in looked_at if isinstance(row, Refused)), None)):
        raise BadInput(f"{path}: no row could be read; row {refused.row}: {refused.message}")
    for column, name in names.items():
        if rows and not any(name in row for row in rows):
            raise BadInput(f"--map {name}={column}: {path} has no column {column!r}; it has {', '.join(rows[0])}")
    return rows


def _project(client: Client, paths: list[Path], wanted: str | None, names: dict[str, str]) -> RemoteProject:
    """The project of the last call, or a new one that one person can finish: overlap 1."""
    if there := client.projects():
        name = str(there[0]["name"])
        if wanted not in (None, name):
            raise BadInput(f"{paths[0]} is already being judged as {name}; copy the file to judge it as {wanted} too")
        return client.project(name)
    rows = _first(paths[0], names)
    if not rows:
        raise BadInput(f"{paths[0]}: no row could be read")
    workflow, shape = propose(rows, wanted)
    found = shape.says if shape else "agent runs" if "parts" in rows[0] else "records"
    say(f"{paths[0].name}: {found}. Workflow: {workflow.name} (--workflow chooses another)")
    spec = parse(workflow.source).json()
    first = spec["stages"][0]
    spec["stages"] = [{key: first[key] for key in ("name", "questions") if key in first}]  # later ones are for others
    client.transport.json("POST", "/projects", {"spec": spec, "guidelines": workflow.guidelines})
    return client.project(workflow.name)


def _bring(project: RemoteProject, paths: list[Path], names: dict[str, str]) -> dict[str, int]:
    """Every row as a record; what is there already stays as it is."""
    spec = parse_json(project.show()["spec"])
    lost: list[str] = []

    def records() -> Iterator[dict[str, Any]]:
        for path in paths:
            rows = _first(path, names)
            shape = None if rows and all(map(_whole, rows)) else recognise(rows)
            for row in _rows(path, names):
                if isinstance(row, Refused):
                    lost.append(f"{path}:{row.row} {row.message}")
                    continue
                record = _record(spec, shape, dict(row.data))
                if isinstance(record, str):
                    lost.append(f"{path}:{row.number} {record}")
                else:
                    yield record

    report = project.records.add(records())
    refused = [*lost, *(f"record {fault['id'] or fault['row']} {fault['message']}" for fault in report["refused"])]
    say(f"{report['inserted']} new, {report['unchanged'] + report['updated']} there before, {len(refused)} refused")
    for line in refused[:20]:
        say(f"  {line}")
    if len(refused) > 20:
        say(f"  and {len(refused) - 20} more")
    return {**{count: report[count] for count in ("inserted", "updated", "unchanged")}, "refused": len(refused)}


def _record(spec: Spec, shape: Shape | None, row: dict[str, Any]) -> dict[str, Any] | str:
    """The row as a record, or why not."""
    if "parts" in row:
        return placed(row, spec.fields)
    if "values" in row:
        return {"id": row_id(row), **row}
    if shape is None:
        return "neither a record nor like the rows before it"
    try:
        return fit(spec, shape, row, row_id(row)) or "it lacks what the first rows have"
    except ValueError as error:
        return str(error)


def _link(client: Client, project: str) -> str:
    """A one-time sign-in that leads to the page; below the server's address."""
    me = re.sub(r"[^A-Za-z0-9._-]", "-", getpass.getuser()) or "me"
    there = {user["name"] for user in client.transport.json("GET", "/users")["users"]}
    if me not in there:
        client.transport.json("POST", "/users", {"name": me, "role": "lead"})
    client.transport.json("PUT", f"/projects/{project}/members/{me}", {"role": "lead"})
    link: str = client.transport.json("POST", f"/users/{me}/link")["link"]
    return f"/sign-in#{link.partition('#')[2]}&next=/p/{project}/annotate"


def _welcome(address: str, project: str, home: Path, open_page: bool) -> None:
    out(address)
    say(
        "The link works once and signs you in. ctrl+c stops; the same command goes on.\n"
        f"Results: ACCORD_HOME={home} accord export {project} --format jsonl"
    )
    if open_page and has_screen():
        webbrowser.open(address)


def has_screen() -> bool:
    """Whether a browser would get a window: without one Python starts a text browser in this terminal, and waits for it."""
    return sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )
