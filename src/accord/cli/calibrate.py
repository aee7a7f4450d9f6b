"""`accord calibrate start|list|status|reveal|gold|close`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.output import listed, out, print_json, say, table

app = typer.Typer(
    help="Calibration rounds: people vote blind on the same records, see each other's answers, talk, and vote again.",
    no_args_is_help=True,
    add_completion=False,
)
Number = Annotated[int, typer.Argument(min=1, help="The round's number, as `accord calibrate list` shows it.")]


@app.command()
def start(
    project: ProjectName,
    record: Annotated[list[str] | None, typer.Option("--record", help="A record's id; again for each.")] = None,
    records: Annotated[int, typer.Option("--records", min=0, max=200, help="How many, without --record; 10.")] = 0,
    disputed: Annotated[bool, typer.Option("--disputed", help="Those that people differ on most.")] = False,
    person: Annotated[
        list[str] | None, typer.Option("--person", help="Who takes part; again for each. All annotators without it.")
    ] = None,
    auto: Annotated[bool, typer.Option("--auto", help="Reveal by itself when everybody has voted.")] = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Begin a round. People find it among their projects, and vote on the ordinary page."""
    body = {"records": record or [], "number": records, "disputed": disputed, "people": person or [], "auto": auto}
    with connect(url, key) as client:
        made = client.transport.json("POST", f"/projects/{project}/calibrations", body)
    if as_json:
        return print_json(made)
    out(made["votes"])
    say(f"Round {made['number']}: {made['records']} records, {len(made['people'])} people.")
    if not auto:
        say(f"When they have voted: accord calibrate reveal {project} {made['number']}")


@app.command("list")
def list_(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """The rounds of a project, newest first."""
    with connect(url, key) as client:
        told = client.transport.json("GET", f"/projects/{project}/calibrations")["calibrations"]
    columns = ["number", "state", "votes", "started_at", "revealed_at", "closed_at"]
    listed(told, columns, as_json, f"No round yet. Next: accord calibrate start {project}")


@app.command()
def status(project: ProjectName, number: Number, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Who has voted; after the reveal the agreement before and after, by question."""
    with connect(url, key) as client:
        told = client.transport.json("GET", f"/projects/{project}/calibrations/{number}")
    _print(told, as_json)


@app.command()
def reveal(project: ProjectName, number: Number, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Show the votes to those who voted, and let them vote again."""
    with connect(url, key) as client:
        told = client.transport.json("POST", f"/projects/{project}/calibrations/{number}/reveal")
    _print(told, as_json)


@app.command()
def gold(
    project: ProjectName,
    number: Number,
    record: Annotated[list[str] | None, typer.Option("--record", help="A record's id; again for each.")] = None,
    why: Annotated[str, typer.Option("--why", help="Why this is right: people who get it wrong read it.")] = "",
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make what people said last, by majority, the known answer of the project's records."""
    with connect(url, key) as client:
        body = {"records": record or [], "why": why}
        told = client.transport.json("POST", f"/projects/{project}/calibrations/{number}/gold", body)
    if as_json:
        return print_json(told)
    say(f"{len(told['made'])} records have gold now.")
    if told["left"]:
        say(f"People are still split on: {', '.join(told['left'])}")


@app.command()
def close(project: ProjectName, number: Number, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """End the round; what was said stays to be read."""
    with connect(url, key) as client:
        told = client.transport.json("POST", f"/projects/{project}/calibrations/{number}/close")
    _print(told, as_json)


def _print(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        return print_json(told)
    say(f"Round {told['number']}: {told['state']}, {told['records']} records, voted on in {told['votes']}.")
    table(told["people"], ["person", "voted", "again"])
    if told["questions"]:
        table([_line(one) for one in told["questions"]], ["question", "before", "after"])


def _line(one: dict[str, Any]) -> dict[str, Any]:
    name = one["question"] + (f", {one['dimension']}" if one["dimension"] else "")
    return {"question": name, **{half: _written(one[half]) for half in ("before", "after")}}


def _written(half: dict[str, Any]) -> str:
    alpha = half["alpha"]
    if alpha is None:
        return half["why"] or "-"
    if alpha["low"] is None:
        return f"{alpha['estimate']:.2f}"
    return f"{alpha['estimate']:.2f} [{alpha['low']:.2f}, {alpha['high']:.2f}]"
