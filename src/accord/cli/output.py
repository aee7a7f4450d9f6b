"""What the command prints: results on stdout (a table, or JSON with --json), progress and messages on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)


def out(text: str) -> None:
    """A line of the result, at once: whoever reads from a pipe may wait for it."""
    _out.print(text, markup=False)
    _out.file.flush()


def say(text: str) -> None:
    """A line beside the result: what happened, what to do next."""
    _err.print(text, markup=False)


def print_json(value: Any) -> None:
    """The result as JSON; NaN is never printed."""
    out(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Rows as a table fitted to the terminal; numbers to the right, a dash for what is not there."""
    grid = Table(box=None, pad_edge=False, header_style="dim")
    listed = list(rows)
    for column in columns:
        numeric = all(isinstance(row.get(column), int | float | None) for row in listed) and bool(listed)
        grid.add_column(column.replace("_", " "), justify="right" if numeric else "left", overflow="fold")
    for row in listed:
        grid.add_row(*(_cell(row.get(column)) for column in columns))
    _out.print(grid)


def _cell(value: Any) -> str:
    """One cell as text.

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
    return str(value).replace("[", r"\[")


def progress() -> Progress:
    """Progress with rate and time left, on stderr, silent when it is not a terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=_err,
        transient=True,
        disable=not _err.is_terminal,
    )
