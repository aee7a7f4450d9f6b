"""`accord records PROJECT`: the lead's list of records, by cursor: the first rows come at once, however many there are."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import print_json, say, table

app = typer.Typer(add_completion=False)


@app.command("records")
def records(
    project: ProjectName,
    words: Annotated[str | None, typer.Option(help="Only records whose id or first words hold these.")] = None,
    state: Annotated[str | None, typer.Option(help="open, done or withdrawn.")] = None,
    stage: Annotated[str | None, typer.Option(help="Only records that are or were in this stage.")] = None,
    person: Annotated[str | None, typer.Option(help="Only records that this person answered.")] = None,
    disagree: Annotated[
        str | None, typer.Option(help="Only where people differ on this question; '*' for any.")
    ] = None,
    gold: Annotated[
        bool | None, typer.Option("--gold/--no-gold", help="Only with, or only without known answers.")
    ] = None,
    meta: Annotated[list[str] | None, typer.Option(help="KEY:VALUE that meta holds; may be given again.")] = None,
    answered: Annotated[int | None, typer.Option(min=1, help="Only what so many people answered in one stage.")] = None,
    sort: Annotated[str | None, typer.Option(help="oldest, newest or disagreement.  [default: oldest]")] = None,
    view: Annotated[
        str | None, typer.Option(help="A list kept under this name, in the page or by --keep; options come on top.")
    ] = None,
    keep: Annotated[str | None, typer.Option(help="Keep these options under a name of your own.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Rows at most.")] = 50,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Records with where they stand and how many have answered; with --sort disagreement the most disputed first."""
    chosen = {"q": words, "state": state, "stage": stage, "person": person, "disagree": disagree, "sort": sort}
    with connect(url, key) as client:
        there = client.project(project).records
        wanted = {**chosen, "gold": gold, "answered": answered, "meta": meta or None}
        if keep is not None:
            there.keep(keep, **wanted)
        try:
            rows = list(islice(there.list(view, **wanted), limit))
        except LookupError as error:
            names = ", ".join(sorted({one["name"] for one in there.views()})) or "none yet"
            raise BadInput(f"--view: {error}; there are: {names}") from None
    if as_json:
        return print_json(rows)
    if not rows:
        return say("No record matches.")
    table(rows, ["id", "state", "stage", "answered", "overlap", "distance", "gold", "title"])
