"""What the command prints: results on stdout (a table, or JSON with --json), progress and messages on stderr."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import typer

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z\Z")


def out(text: str) -> None:
    """A line of the result, at once: whoever reads from a pipe may wait for it."""
    try:
        typer.echo(text)
    except (
        BrokenPipeError
    ):  # the reader has seen enough (`| head`): `errors.guard` knows; with its number, Typer would exit
        raise BrokenPipeError from None


def say(text: str) -> None:
    """A line beside the result: what happened, what to do next."""
    typer.echo(text, err=True)


def print_json(value: Any) -> None:
    """The result as JSON; NaN is never printed."""
    out(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Rows as a table fitted to the terminal; numbers to the right, a dash for what is not there."""
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, header_style="dim")
    listed = list(rows)
    for column in columns:
        numeric = all(isinstance(row.get(column), int | float | None) for row in listed) and bool(listed)
        grid.add_column(column.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        grid.add_row(*(_cell(row.get(column)) for column in columns))
    _console(stderr=False).print(grid)


def listed(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool, nothing: str) -> None:
    """What a `list` prints: JSON where it is asked for, else a table, else `nothing` in words."""
    if as_json:
        return print_json(rows)
    table(rows, columns) if rows else say(nothing)


def _console(*, stderr: bool) -> Any:
    """rich's, loaded where something is drawn: a server starts without it."""
    from rich.console import Console

    class Careful(Console):
        def on_broken_pipe(
            self,
        ) -> None:  # the reader has seen enough (`| head`): `errors.guard` knows, rich would exit
            raise BrokenPipeError

    return Careful(stderr=stderr, highlight=False, soft_wrap=True)


def _cell(value: Any) -> str:
    """One cell as text.

    >>> _cell(True), _cell("2026-11-25T20:29:52.388078Z")
    ('yes', '2026-11-25 20:29')
    >>> _cell(None), _cell(0.12345), _cell({"estimate": 0.5, "low": 0.25, "high": 0.75})
    ('–', '0.123', '0.500 [0.250, 0.750]')
    >>> _cell({"estimate": 0.5, "low": None, "high": None})
    '0.500'
    """
    if value is None:
        return "–"
    if isinstance(value, Mapping) and "estimate" in value:
        if value.get("low") is None or value.get("high") is None:
            return _cell(value["estimate"])
        return f"{_cell(value['estimate'])} [{_cell(value.get('low'))}, {_cell(value.get('high'))}]"
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list | tuple):
        return ", ".join(_cell(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "–"
    text = str(value)
    if _MOMENT.match(text):
        return text[:16].replace("T", " ")
    return text.replace("[", r"\[")


@contextmanager
def counting(what: str, of: int | None = None) -> Iterator[Callable[[int], None]]:
    """Says on stderr how many are done, of how many where that is known, and their rate; silent when it is not a terminal."""
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = _console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=of, rate="")

        def reached(count: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, completed=count, rate=f"{speed:,.0f}/s" if speed else "")

        yield reached


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Says on stderr what takes its time and for how long already; silent when it is not a terminal."""
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = _console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task(what, total=None)
        yield
