"""`accord import PROJECT FILE...` and `accord export PROJECT`."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cli.bringing import COUNTS, format_of, read, records, target
from accord.cli.connection import AsJson, Key, ProjectName, Url, connect
from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say, waiting
from accord.formats import Refused, Row, registry
from accord.formats.hearing import Hearing
from accord.formats.mapping import parse
from accord.schema import Spec, check_record

app = typer.Typer(add_completion=False)

SHOWN = 20  # refused rows printed; all of them are in --json and in --refused


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
    for path in paths:
        if str(path) != "-" and not path.exists():
            raise BadInput(f"{path}: there is no such file")
    paths = [file for path in paths for file in _files(path)]
    total: dict[str, Any] = {**dict.fromkeys((*COUNTS, "refused_more"), 0), "refused": []}
    with target(url, key, project) as into:
        try:
            mapping = {**into.spec.mapping, **parse(map or [], into.spec.fields)}
        except ValueError as error:
            raise BadInput(str(error)) from None
        if dry_run:
            return _rehearse(paths, format, mapping, into.spec, as_json)
        for path in paths:
            with _file(path) as file:
                name = str(path)
                report = into.responses(file, name, format) if responses else into.records(file, name, format, mapping)
            for count in (*COUNTS, "refused_more"):
                total[count] += report.get(count, 0)
            total["refused"] += [{**fault, "file": name} for fault in report["refused"]]
            if said := report.get("responses"):
                given = total.setdefault("responses", dict.fromkeys(COUNTS, 0))
                for count in COUNTS:
                    given[count] += said[count]
            if kept := report.get("kept"):
                total.setdefault("kept", []).extend({**one, "file": name} for one in kept)
    _report(total, refused, as_json)
    if total["refused"]:
        raise typer.Exit(2)


def _files(path: Path) -> list[Path]:
    """The file, or those in a folder, by name; what is hidden is passed over."""
    if not path.is_dir():
        return [path]
    found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
    if not found:
        raise BadInput(f"{path} is a folder without files")
    return found


@contextmanager
def _file(path: Path) -> Iterator[Path]:
    """The file itself; what is piped in becomes one, as formats look at a beginning before they read."""
    if path.is_file():
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="accord-") as kept:
        with sys.stdin.buffer if str(path) == "-" else path.open("rb") as piped:
            shutil.copyfileobj(piped, kept)
        kept.flush()
        yield Path(kept.name)


def _rehearse(paths: list[Path], format: str, mapping: dict[str, str], spec: Spec, as_json: bool) -> None:
    """What an import would do: the format of each file and why, the first record as it would be, counts, the first faults."""
    whole: list[dict[str, Any]] = []
    for path in paths:
        with _file(path) as file:
            name = format_of(file, str(path), format)
            fit, lost, first, shown = 0, 0, None, list[Refused]()
            hearing = Hearing(spec)
            for row in records(read(file, str(path), name), mapping, spec, hearing):
                faults = [row] if isinstance(row, Refused) else _faults(spec, row)
                lost += bool(faults)
                shown += faults[: SHOWN - len(shown)]
                if not faults and isinstance(row, Row):
                    fit += 1
                    first = first or row.data
        whole.append({"file": str(path), "format": name, "why": _why(name, format), "fit": fit, "refused": lost, "first": first, "faults": [one.json() for one in shown], "responses": hearing.heard, "kept": hearing.kept()})  # fmt: skip
    if as_json:
        print_json({"files": whole})
    for one in whole if not as_json else ():
        out(
            f"{one['file']}: {registry()[one['format']].title} ({one['format']}){one['why'] and ', because it '}{one['why']}. {one['fit']} would come in, {one['refused']} would not"
        )
        if one["responses"]:
            out(f"with {one['responses']} responses to them")
        _say_kept(one["kept"])
        for fault in one["faults"]:
            say(f"  {one['file']}:{fault['row']} {fault['pointer']} {fault['message']}")
        if one["first"] is not None:
            out(json.dumps(one["first"], ensure_ascii=False, indent=2))
    if any(one["refused"] for one in whole):
        raise typer.Exit(2)


def _why(name: str, format: str) -> str:
    return registry()[name].signs if format == "auto" else ""


def _faults(spec: Spec, row: Row) -> list[Refused]:
    record, found = check_record(spec, row.data)
    return [Refused(row.number, one.code, one.message, record.get("id"), one.pointer) for one in found[:1]]


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
    _say_kept(total.get("kept", []))
    for fault in lost[:SHOWN]:
        at = f"{fault['file']}:{fault['row']}"
        say(f"  {at} {fault['pointer']}: {fault['message']}" if fault.get("pointer") else f"  {at}: {fault['message']}")
    if count > SHOWN:
        say(f"  and {count - SHOWN} more" + ("" if refused else "; --refused FILE writes them all"))


def _say_kept(kept: list[dict[str, Any]]) -> None:
    for one in kept:
        say(f"  kept in meta: {one['count']} {one['what']} to {one['question']}: {one['why']}")


@app.command("export")
def export(
    project: ProjectName,
    format: Annotated[str, typer.Option("--format", help="jsonl, csv, parquet, trl-preference.")] = "jsonl",
    target: Annotated[Path, typer.Option("--out", help="The folder to write into.")] = Path("export"),
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
    with connect(url, key) as client:
        handle = client.project(project)
        with waiting("reading every record and answer"):
            dataset = handle.snapshot(ties=ties)
        with waiting(f"writing {format}"):
            made = handle.export(format, target, dataset["id"])
    report = {"rows": made.rows, "left_out": dict(made.left_out), "notes": list(made.notes), "loses": list(made.loses)}
    if as_json:
        return print_json({"dataset": dataset, "files": [str(file) for file in made], **report})
    for file in made:
        out(str(file))
    say(f"{project} version {dataset['version']}: {made.rows} row{'' if made.rows == 1 else 's'}, {dataset['hash']}")
    for reason, count in made.left_out.items():
        say(f"  left out {count}: {reason}")
    for note in made.notes:
        say(f"  {note}")
    for part in made.loses:
        say(f"  no place in {format}: {part}")
