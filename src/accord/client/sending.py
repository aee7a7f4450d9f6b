"""Rows to a server in batches, with a progress bar, and one report of what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sized
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from accord.client.transport import Transport

BATCH = 1000  # rows a request
MOST_BYTES = 8 << 20  # a request's rows, unless one alone is larger
COUNTS = ("inserted", "updated", "unchanged")

Batch = list[tuple[int, bytes]]  # (row number, line)


def send(
    transport: Transport, path: str, what: str, rows: Iterable[Mapping[str, Any]], batch: int, progress: bool
) -> dict[str, Any]:
    """POST rows by the batch. A row that is no JSON (NaN, a date) is reported like those the server refuses.

    Raises:
        ProblemError: a request was refused as a whole; batches before it are stored.
    """
    total = len(rows) if isinstance(rows, Sized) else None
    report: dict[str, Any] = dict.fromkeys(COUNTS, 0)
    refused: list[dict[str, Any]] = []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=not (progress and console.is_terminal), transient=True) as bar:
        task = bar.add_task(what, total=total)
        for lines in batches(rows, refused, batch):
            part = transport.send_lines(path, b"".join(line for _, line in lines))
            for count in COUNTS:
                report[count] += part[count]
            refused += [{**fault, "row": lines[fault["row"] - 1][0]} for fault in part["refused"]]
            bar.update(task, completed=lines[-1][0])
    return {**report, "refused": sorted(refused, key=lambda fault: fault["row"])}


def batches(rows: Iterable[Mapping[str, Any]], refused: list[dict[str, Any]], most: int) -> Iterator[Batch]:
    """Lines with their row numbers, so many or so many bytes at a time; what cannot be written as JSON goes to `refused`.

    >>> lost = []
    >>> list(batches([{"id": "a"}, {"id": "b", "x": float("nan")}], lost, 100))
    [[(1, b'{"id": "a"}\\n')]]
    >>> lost[0]["row"], lost[0]["code"]
    (2, 'not-json')
    """
    waiting: Batch = []
    size = 0
    for number, row in enumerate(rows, 1):
        try:
            line = json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n"
        except (TypeError, ValueError, RecursionError) as error:
            refused.append(_refusal(number, row, error))
            continue
        if waiting and (len(waiting) >= most or size + len(line) > MOST_BYTES):
            yield waiting
            waiting, size = [], 0
        waiting.append((number, line))
        size += len(line)
    if waiting:
        yield waiting


def _refusal(number: int, row: Any, error: Exception) -> dict[str, Any]:
    own = row.get("id") if isinstance(row, Mapping) else None
    key = own if isinstance(own, str) else None
    return {"row": number, "id": key, "pointer": "", "code": "not-json", "message": f"it is no JSON: {error}"}
