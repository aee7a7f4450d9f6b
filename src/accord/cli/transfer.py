"""`accord import PROJECT FILE...` and `accord export PROJECT`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.advising import advice
from accord.cli.bringing import target
from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say
from accord.cli.rehearsing import SHOWN, rehearse, row_line, say_kept
from accord.cli.taking import taken
from accord.formats.mapping import parse
from accord.formats.picking import refused_rows
from accord.formats.refused import write

if TYPE_CHECKING:
    from accord.client.exporting import Exported

app = typer.Typer(add_completion=False)


@app.command("import")
def import_(
    project: ProjectName,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Files in any format that is read, or folders of them; - reads what is piped in."
        ),
    ],
    format: Annotated[str, typer.Option("--format", help="auto, or a format's name.")] = "auto",
    map: Annotated[
        list[str] | None, typer.Option("--map", help="TARGET=COLUMN, like replies.a.text=response_a; repeatable.")
    ] = None,
    responses: Annotated[
        bool, typer.Option("--responses", help="The rows are responses: record, person, answers.")
    ] = False,
    refused: Annotated[
        Path | None,
        typer.Option(
            "--refused", help="Write every refused row here with why (JSON Lines): mended, it is imported again."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Bring nothing in: show the first record as it would be, and what fits.")
    ] = False,
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Bring records into a project; rows that do not fit are reported and stop nothing else.

    Exit code: 0 all rows came in, 2 some or all were refused.
    """
    with taken(paths) as files, target(url, key, project) as into:
        try:
            mapping = {**into.spec.mapping, **parse(map or [], into.spec.fields)}
        except ValueError as error:
            raise BadInput(str(error)) from None
        if dry_run:
            return rehearse(files, format, mapping, into.spec, as_json)
        total = into.bring(files, format, mapping, responses)
        if refused is not None:
            write(refused_rows(files, format, total["refused"]), refused)
        _report(total, refused, as_json)
        if not as_json and not responses:
            for line in advice(total, files, format, into.spec):
                say(f"  {line}")
    if total["refused"]:
        raise typer.Exit(2)


def _report(total: dict[str, Any], refused: Path | None, as_json: bool) -> None:
    if as_json:
        return print_json(total)
    lost = total["refused"]
    count = len(lost) + total["refused_more"]
    out(f"{total['inserted']} new, {total['updated']} changed, {total['unchanged']} as before, {count} refused")
    if given := total.get("responses"):
        out(f"responses: {given['inserted']} new, {given['updated']} changed, {given['unchanged']} as before")
    for what, times in total.get("mended", {}).items():
        say(f"  mended: {what.replace('-', ' ')}, {times} times")
    say_kept(total.get("kept", []))
    for fault in lost[:SHOWN]:
        say(row_line(fault))
    if refused and count:
        say(f"  {refused} holds the refused rows; mend them there and import it")
    elif count > SHOWN:
        say(f"  and {count - SHOWN} more; --refused FILE writes them all")


@app.command("export")
def export(
    project: ProjectName,
    format: Annotated[str, typer.Option("--format", help="jsonl, csv, parquet, trl-preference, refinement.")] = "jsonl",
    target: Annotated[
        Path, typer.Option("--out", help="The folder to write into; - for stdout, where a format is one file.")
    ] = Path("export"),
    ties: Annotated[str, typer.Option("--ties", help="What becomes of even splits: drop, keep or first.")] = "drop",
    url: Url = None,
    key: Key = None,
    as_json: AsJson = False,
) -> None:
    """Snapshot a project and write it in a format; every row can be traced to its responses.

    What a format has no place for is left out, and said: how many, and why.
    """
    if target.exists() and not target.is_dir():
        raise BadInput(f"--out {target}: it is a file; name a folder")
    piped = str(target) == "-"
    if piped and as_json:
        raise BadInput("--out - and --json both want stdout; take one")
    with connect(url, key) as client, _folder(target, piped) as folder:
        handle = client.project(project)
        dataset = handle.snapshot(progress=True, ties=ties)
        made = handle.export(format, folder, dataset["id"], progress=True)
        if piped:
            _to_stdout(made, format)
    report = {"rows": made.rows, "left_out": dict(made.left_out), "notes": list(made.notes), "loses": list(made.loses)}
    if as_json:
        return print_json({"dataset": dataset, "files": [str(file) for file in made], **report})
    for file in made if not piped else ():
        out(str(file))
    say(f"{project} version {dataset['version']}: {made.rows} row{'' if made.rows == 1 else 's'}, {dataset['hash']}")
    for reason, count in made.left_out.items():
        say(f"  left out {count}: {reason}")
    for note in made.notes:
        say(f"  {note}")
    for part in made.loses:
        say(f"  no place in {format}: {part}")


def _folder(target: Path, piped: bool) -> AbstractContextManager[str | Path]:
    return tempfile.TemporaryDirectory(prefix="accord-") if piped else nullcontext(target)


def _to_stdout(made: Exported, format: str) -> None:
    if len(made) != 1:
        names = ", ".join(file.name for file in made)
        raise BadInput(f"--out -: {format} is several files ({names}); name a folder")
    with made.files[0].open("rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()
