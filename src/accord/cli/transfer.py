"""`accord import PROJECT FILE...` and `accord export PROJECT`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.connection import AsJson, Key, Url, connect
from accord.cli.errors import BadInput, Failed
from accord.cli.output import out, print_json, progress, say
from accord.client.client import Client
from accord.formats import Refused, Row, Unreadable, open_rows
from accord.formats.mapping import apply, parse
from accord.schema import Spec

app = typer.Typer()

SHOWN = 20  # refused rows printed; all of them are in --json and in --refused


@app.command("import")
def import_(
    project: str,
    paths: Annotated[list[Path], typer.Argument(metavar="FILE...", help="JSONL, JSON, CSV or Parquet.")],
    format: Annotated[str, typer.Option("--format", help="auto, or a format's name.")] = "auto",
    map: Annotated[
        list[str] | None, typer.Option("--map", help="TARGET=COLUMN, like replies.a.text=response_a; repeatable.")
    ] = None,
    responses: Annotated[
        bool, typer.Option("--responses", help="The rows are responses: record, person, answers.")
    ] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", help="Write every refused row and its reason here (JSONL).")
    ] = None,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Bring records into a project; rows that do not fit are reported and stop nothing else.

    Exit code: 0 all rows came in, 2 some or all were refused.
    """
    for path in paths:
        if not path.is_file():
            raise BadInput(f"{path}: there is no such file")
    total: dict[str, Any] = {"inserted": 0, "updated": 0, "unchanged": 0, "refused": []}
    with connect(url, key) as client:
        spec = Spec.from_json(client.project(project).show()["spec"])
        try:
            mapping = {**spec.mapping, **parse(map or [], spec.fields)}
        except ValueError as error:
            raise BadInput(str(error)) from None
        for path in paths:
            source = _readable(path, format)
            if responses:
                report = client.project(project).add_responses(row.data for row in source if isinstance(row, Row))
            else:
                rows = (
                    row if isinstance(row, Refused) else (row.number, apply(mapping, row, spec.fields))
                    for row in source
                )
                report = _add(client, project, path, rows)
            for count in ("inserted", "updated", "unchanged"):
                total[count] += report.get(count, 0)
            total["refused"] += [{**fault, "file": str(path)} for fault in report["refused"]]
    _report(total, refused, as_json)
    if total["refused"]:
        raise typer.Exit(2)


def _readable(path: Path, format: str) -> Iterator[Row | Refused]:
    try:
        yield from open_rows(path, format)
    except Unreadable as error:
        raise BadInput(str(error)) from None


def _add(client: Client, project: str, path: Path, rows: Iterable[Any]) -> dict[str, Any]:
    """Send what could be read; what could not joins the report under its own row number."""
    lost: list[dict[str, Any]] = []
    numbers: list[int] = []

    def records() -> Iterator[dict[str, Any]]:
        for row in rows:
            refused = row if isinstance(row, Refused) else row[1]
            if isinstance(refused, Refused):
                lost.append(refused.json())
            else:
                numbers.append(row[0])
                yield row[1]

    with progress() as bar:
        task = bar.add_task(path.name, total=None, rate="")
        counted = _counted(records(), lambda n: bar.advance(task, n))
        report = client.project(project).records.add(counted, progress=False)
    for fault in report["refused"]:
        fault["row"] = numbers[fault["row"] - 1]
    report["refused"] = sorted(report["refused"] + lost, key=lambda fault: fault["row"])
    return report


def _counted(rows: Iterable[Any], advance: Any) -> Iterator[Any]:
    for row in rows:
        yield row
        advance(1)


def _report(total: dict[str, Any], refused: Path | None, as_json: bool) -> None:
    import json

    if refused is not None:
        lines = (json.dumps(fault, ensure_ascii=False) + "\n" for fault in total["refused"])
        refused.write_text("".join(lines), encoding="utf-8")
    if as_json:
        return print_json(total)
    out(
        f"{total['inserted']} new, {total['updated']} changed, {total['unchanged']} as before, {len(total['refused'])} refused"
    )
    for fault in total["refused"][:SHOWN]:
        say(f"  {fault['file']}:{fault['row']} {fault.get('pointer') or ''} {fault['message']}")
    if len(total["refused"]) > SHOWN:
        say(f"  and {len(total['refused']) - SHOWN} more; --refused FILE writes them all")


@app.command("export")
def export(
    project: str,
    format: Annotated[str, typer.Option("--format", help="jsonl, csv, parquet, trl-preference.")] = "jsonl",
    target: Annotated[Path, typer.Option("--out", help="The folder to write into.")] = Path("export"),
    ties: Annotated[str, typer.Option("--ties", help="What becomes of ties: drop or keep.")] = "drop",
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Snapshot a project and write it in a format; every row can be traced to its responses."""
    with connect(url, key) as client:
        handle = client.project(project)
        dataset = handle.snapshot(ties=ties)
        files = handle.export(format, target, dataset["id"])
    if not files:
        raise Failed("the export came back empty")
    if as_json:
        return print_json({"dataset": dataset, "files": [str(file) for file in files]})
    for file in files:
        out(str(file))
