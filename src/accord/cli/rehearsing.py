"""What an import would do, printed: what each file is and why, the first record as it would be, counts, faults."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from accord.cli.errors import BadInput
from accord.cli.output import out, print_json, say
from accord.formats import Unreadable, registry
from accord.formats.gathering import File
from accord.formats.rehearsing import Bounds, Rehearsed, unreadable
from accord.formats.rehearsing import rehearse as look
from accord.schema import Spec

SHOWN = 20  # refused rows printed; all of them are in --json and in --refused


def rehearse(files: Sequence[File], format: str, mapping: Mapping[str, str], spec: Spec, as_json: bool) -> None:
    """Print what would come in of these files, and end with 2 where something would not.

    One file among others that cannot be read is said; the first record of each format is shown.
    """
    whole: list[Rehearsed] = []
    shown: set[str | None] = set()
    for file in files:
        try:
            found = look(file, format, mapping, spec, Bounds(faults=SHOWN))
        except Unreadable as error:
            if len(files) == 1:
                raise BadInput(str(error)) from None
            found = unreadable(file, error)
        if found.format in shown:
            found.records.clear()
        elif found.records:
            shown.add(found.format)
        whole.append(found)
    if as_json:
        print_json({"files": list(map(_json, whole))})
    else:
        _say(whole)
    if any(one.refused for one in whole):
        raise typer.Exit(2)


def _json(one: Rehearsed) -> dict[str, Any]:
    first = one.records[0] if one.records else None
    faults = [fault.json() for fault in one.faults]
    counts = {"fit": one.fit, "refused": one.refused, "responses": one.responses}
    return {"file": one.file.name, "format": one.format, "why": one.why, "first": first, "faults": faults, **counts, "kept": one.kept, "mended": one.mended}  # fmt: skip


def _say(whole: Sequence[Rehearsed]) -> None:
    """A paragraph a format: files that are alike are told together."""
    alike: dict[str | None, list[Rehearsed]] = {}
    for one in whole:
        alike.setdefault(one.format, []).append(one)
    left = SHOWN
    for name, files in alike.items():
        what = files[0].file.name if len(files) == 1 else f"{len(files):,} files"
        fit, lost = sum(one.fit for one in files), sum(one.refused for one in files)
        if name is None:
            out(f"{what}: in no format that Accord reads")
        else:
            why = files[0].why and f", because {'it' if len(files) == 1 else 'each'} {files[0].why}"
            out(f"{what}: {registry()[name].title} ({name}){why}. {fit:,} would come in, {lost:,} would not")
        if heard := sum(one.responses for one in files):
            out(f"with {heard} responses to them")
        say_kept([kept for one in files for kept in one.kept])
        for file, fault in [(one.file.name, fault) for one in files for fault in one.faults][:left]:
            say(row_line({**fault.json(), "file": file}))
            left -= 1
        for first in (one.records[0] for one in files if one.records):
            out(json.dumps(first, ensure_ascii=False, indent=2))


def say_kept(kept: Sequence[Mapping[str, Any]]) -> None:
    """What came with records and found no question."""
    for one in kept:
        say(f"  kept in meta: {one['count']} {one['what']} to {one['question']}: {one['why']}")


def row_line(fault: Mapping[str, Any]) -> str:
    """A refused row in a line: where, what, and the known word that was probably meant.

    >>> row_line({"file": "a.csv", "row": 3, "pointer": "/values/rum", "message": "there is no field 'rum'", "nearest": "run"})
    "  a.csv:3 /values/rum: there is no field 'rum'; did you mean 'run'?"
    """
    at = f"{fault['file']}:{fault['row']}" + (f" {fault['pointer']}" if fault.get("pointer") else "")
    near = fault.get("nearest")
    meant = f"; did you mean {near!r}?" if near and "did you mean" not in fault["message"] else ""
    return f"  {at}: {fault['message']}{meant}"
