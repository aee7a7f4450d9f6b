"""`accord quality PROJECT`: how far people agree, question by question."""

from __future__ import annotations

from typing import Any

import typer

from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.output import print_json, say, table

app = typer.Typer(add_completion=False)


@app.command("quality")
def quality(project: ProjectName, url: Url = None, key: Key = None, as_json: AsJson = False) -> None:
    """Agreement per question, each with its 95% interval; a dash and the reason where it cannot be computed."""
    with connect(url, key) as client:
        figures = client.project(project).quality(progress=True)
    if as_json:
        return print_json(figures)
    rows = [{**row, "question": _asked(row), "agree": row["percent"]} for row in figures["questions"]]
    table(rows, ["question", "level", "alpha", "agree", "records", "people", "responses"])
    for row in rows:
        if row["why"]:
            say(f"{row['question']}: {row['why']}")


def _asked(row: dict[str, Any]) -> str:
    """The question with what it is asked of, or the dimension of it."""
    return f"{row['question']}{' · ' + row['dimension'] if row['dimension'] else ''}{' each ' + row['each'] if row['each'] else ''}"
