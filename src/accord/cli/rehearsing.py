"""What an import would do, without doing it: what each file is and why, the first record as it would be, counts, faults."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from accord.cli.bringing import records
from accord.cli.errors import BadInput
from accord.cli.gathering import as_file, format_of, read
from accord.cli.output import out, print_json, say
from accord.formats import Refused, Row, registry
from accord.formats.hearing import Hearing
from accord.schema import Spec, check_record

SHOWN = 20  # refused rows printed; all of them are in --json and in --refused

Found = dict[str, Any]


def rehearse(files: Sequence[Path], format: str, mapping: dict[str, str], spec: Spec, as_json: bool) -> None:
    """Print what would come in of these files, and end with 2 where something would not.

    One file among others that cannot be read is said; the first record of each format is shown.
    """
    whole: list[Found] = []
    shown: set[str] = set()
    for path in files:
        try:
            found = _of(path, format, mapping, spec, first=shown)
        except BadInput as error:
            if len(files) == 1:
                raise
            fault = Refused(1, "unreadable", str(error)).json()
            found = {"file": str(path), "format": None, "why": "", "fit": 0, "refused": 1, "first": None, "faults": [fault], "responses": 0, "kept": []}  # fmt: skip
        whole.append(found)
    if as_json:
        print_json({"files": whole})
    else:
        _say(whole)
    if any(one["refused"] for one in whole):
        raise typer.Exit(2)


def _of(path: Path, format: str, mapping: dict[str, str], spec: Spec, first: set[str]) -> Found:
    """One file; its first record where its format is not in `first` yet."""
    with as_file(path) as file:
        name = format_of(file, str(path), format)
        fit, lost, faults, record = 0, 0, list[Refused](), None
        hearing = Hearing(spec)
        for row in records(read(file, str(path), name), mapping, spec, hearing):
            wrong = [row] if isinstance(row, Refused) else _faults(spec, row)
            lost += bool(wrong)
            faults += wrong[: SHOWN - len(faults)]
            if not wrong and isinstance(row, Row):
                fit += 1
                if name not in first:
                    first.add(name)
                    record = row.data
    why = registry()[name].signs if format == "auto" else ""
    return {"file": str(path), "format": name, "why": why, "fit": fit, "refused": lost, "first": record, "faults": [one.json() for one in faults], "responses": hearing.heard, "kept": hearing.kept()}  # fmt: skip


def _faults(spec: Spec, row: Row) -> list[Refused]:
    record, found = check_record(spec, row.data)
    return [Refused(row.number, one.code, one.message, record.get("id"), one.pointer) for one in found[:1]]


def _say(whole: Sequence[Found]) -> None:
    """A paragraph a format: files that are alike are told together."""
    alike: dict[str | None, list[Found]] = {}
    for one in whole:
        alike.setdefault(one["format"], []).append(one)
    left = SHOWN
    for name, files in alike.items():
        what = files[0]["file"] if len(files) == 1 else f"{len(files):,} files"
        fit, lost = (sum(one[count] for one in files) for count in ("fit", "refused"))
        if name is None:
            out(f"{what}: in no format that Accord reads")
        else:
            why = files[0]["why"] and f", because {'it' if len(files) == 1 else 'each'} {files[0]['why']}"
            out(f"{what}: {registry()[name].title} ({name}){why}. {fit:,} would come in, {lost:,} would not")
        if heard := sum(one["responses"] for one in files):
            out(f"with {heard} responses to them")
        say_kept([kept for one in files for kept in one["kept"]])
        for file, fault in [(one["file"], fault) for one in files for fault in one["faults"]][:left]:
            say(f"  {file}:{fault['row']} {fault['pointer']} {fault['message']}")
            left -= 1
        for first in (one["first"] for one in files if one["first"] is not None):
            out(json.dumps(first, ensure_ascii=False, indent=2))


def say_kept(kept: Sequence[dict[str, Any]]) -> None:
    """What came with records and found no question."""
    for one in kept:
        say(f"  kept in meta: {one['count']} {one['what']} to {one['question']}: {one['why']}")
