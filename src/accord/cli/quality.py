"""`accord quality PROJECT`: how far people agree, question by question."""

from __future__ import annotations

import typer

from accord.cli.connection import AsJson, Key, Url, connect
from accord.cli.output import print_json, say, table

app = typer.Typer()


@app.command("quality")
def quality(project: str, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Agreement per question, each with its 95% interval; a dash and the reason where it cannot be computed."""
    with connect(url, key) as client:
        figures = client.project(project).quality()
    if as_json:
        return print_json(figures)
    table(figures["questions"], ["question", "level", "alpha", "percent", "records", "people", "responses"])
    for row in figures["questions"]:
        if row.get("why"):
            say(f"{row['question']}: {row['why']}")
