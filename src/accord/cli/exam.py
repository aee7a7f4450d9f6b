"""`accord exam make|show|attempts`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.output import out, print_json, say, table

app = typer.Typer(
    help="Exams that give skills: make one of a project's gold, see who took it.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def make(
    project: ProjectName,
    skill: Annotated[str, typer.Option("--skill", help="What it gives, like support-en.")],
    name: Annotated[
        str | None, typer.Option("--name", help="What the exam is called; PROJECT-exam without it.")
    ] = None,
    level: Annotated[int, typer.Option("--level", min=1, max=10, help="The skill's level.")] = 1,
    mark: Annotated[float, typer.Option("--pass", min=0, max=1, help="The mean grade that passes.")] = 0.8,
    records: Annotated[int, typer.Option("--records", min=0, help="How many are drawn; 0: all that have gold.")] = 0,
    feedback: Annotated[str, typer.Option("--feedback", help="after, each or none.")] = "after",
    tries: Annotated[int, typer.Option("--tries", min=0, help="How often one may try; 0: as often as one likes.")] = 3,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Hours between two tries.")] = 24.0,
    days: Annotated[int, typer.Option("--days", min=0, help="How long the skill holds; 0: for good.")] = 0,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Make an exam of the project's records with gold; then add people to it, or invite them."""
    exam: dict[str, Any] = {"skill": skill, "level": level, "pass": mark, "records": records, "feedback": feedback}
    exam |= {"tries": tries, "wait_hours": wait, "valid_days": days}
    with connect(url, key) as client:
        body = {"name": name or f"{project}-exam", "exam": exam}
        made = client.transport.json("POST", f"/projects/{project}/exam", body)
    if as_json:
        return print_json(made)
    out(made["name"])
    say(f"{made['records']} records have gold. Who takes it must be a member of {made['name']}.")


@app.command()
def attempts(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Who took an exam, and which records people get wrong."""
    with connect(url, key) as client:
        told = client.transport.json("GET", f"/projects/{project}/exam/attempts")
    if as_json:
        return print_json(told)
    if not told["attempts"]:
        return say("Nobody took it yet.")
    table(told["attempts"], ["person", "number", "state", "score", "records", "started_at", "ended_at"])
    table(told["records"][:20], ["record", "mean", "n", "title"])
