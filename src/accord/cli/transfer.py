"""`accord import PROJECT FILE...` and `accord export PROJECT`."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accord.cli.advising import advice
from accord.cli.bringing import COUNTS, target
from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.errors import BadInput
from accord.cli.gathering import as_file, batches, files_of
from accord.cli.output import out, print_json, say
from accord.cli.rehearsing import SHOWN, rehearse, say_kept
from accord.formats.mapping import parse

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
        Path | None, typer.Option("--refused", help="Write every refused row and its reason here (JSONL).")
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
    files = [file for path in paths for file in files_of(path)]
    total: dict[str, Any] = {**dict.fromkeys((*COUNTS, "refused_more"), 0), "refused": []}
    with target(url, key, project) as into:
        try:
            mapping = {**into.spec.mapping, **parse(map or [], into.spec.fields)}
        except ValueError as error:
            raise BadInput(str(error)) from None
        if dry_run:
            return rehearse(files, format, mapping, into.spec, as_json)
        for together in batches(files, format) if not responses else ([one] for one in files):
            if responses:
                with as_file(together[0]) as file:
                    report = into.responses(file, str(together[0]), format)
            else:
                report = into.records(together, format, mapping)
            for count in (*COUNTS, "refused_more"):
                total[count] += report.get(count, 0)
            total["refused"] += report["refused"]
            if said := report.get("responses"):
                given = total.setdefault("responses", dict.fromkeys(COUNTS, 0))
                for count in COUNTS:
                    given[count] += said[count]
            if kept := report.get("kept"):
                total.setdefault("kept", []).extend(kept)
    _report(total, refused, as_json)
    if not as_json and not responses:
        for line in advice(total, files, format):
            say(f"  {line}")
    if total["refused"]:
        raise typer.Exit(2)


def _report(total: dict[str, Any], refused: Path | None, as_json: bool) -> None:
    if refused is not None:
        lines = (json.dumps(fault, ensure_ascii=False) + "\n" for fault in total["refused"])
        refused.write_text("".join(lines), encoding="utf-8")
    if as_json:
        return print_json(total)
    lost = total["refused"]
    count = len(lost) + total["refused_more"]
    out(f"{total['inserted']} new, {total['updated']} changed, {total['unchanged']} as before, {count} refused")
    if given := total.get("responses"):
        out(f"responses: {given['inserted']} new, {given['updated']} changed, {given['unchanged']} as before")
    say_kept(total.get("kept", []))
    for fault in lost[:SHOWN]:
        at = f"{fault['file']}:{fault['row']}"
        say(f"  {at} {fault['pointer']}: {fault['message']}" if fault.get("pointer") else f"  {at}: {fault['message']}")
    if count > SHOWN:
        say(f"  and {count - SHOWN} more" + ("" if refused else "; --refused FILE writes them all"))


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
