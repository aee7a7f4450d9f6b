"""What an import would do, as the page shows it: which format and why, columns with a guess, first records as people see them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from typing import Any

from accord.formats import Unreadable, readable, registry
from accord.formats.gathering import File
from accord.formats.guessing import flat, guess
from accord.formats.mapping import OWN
from accord.formats.rehearsing import Bounds, Rehearsed, rehearse, unreadable
from accord.projects import building
from accord.schema import FieldDef, Spec

ROWS = 2_000  # of a file: enough to see whether it fits
SECONDS = 4.0  # somebody waits
RECORDS = 5  # shown
RAW = 50  # rows that a guess is made of
FAULTS = 50
EXAMPLES, LETTERS = 3, 120
NAMES = 5
RESPONSE = ("record", "person", "answers")


def look(
    spec: Spec, files: Sequence[File], format: str, mapping: Mapping[str, str] | None, what: str
) -> dict[str, Any]:
    """Without a `mapping` the project's own and a guess are taken; `what` is auto, records or responses."""
    until = time.monotonic() + SECONDS
    raw = _raw(spec, files, format, until)
    if what == "auto":
        what = "responses" if raw and all(part in row for row in raw for part in RESPONSE) else "records"
    chosen: dict[str, str] = {}
    if what == "records":
        chosen = dict(mapping) if mapping is not None else _guessed(spec, raw)
    found = _rehearsed(spec, files, format, chosen, until)
    is_flat = what == "records" and bool(raw) and flat(raw)
    shown = [one for record in _records(found) if (one := building.shown(spec, record)[0])] if what == "records" else []
    faults = [{**fault.json(), "file": one.file.name} for one in found for fault in one.faults]
    if what == "responses":  # they are checked when they come in: they need the records
        faults = [fault for fault in faults if fault["code"] == "unreadable"]
    return {
        "what": what,
        "files": len(files),
        "size": sum(one.size for one in files),
        "complete": len(found) == len(files) and all(one.complete for one in found),
        "kinds": _kinds(found),
        "formats": [{"name": name, "title": registry()[name].title} for name in readable()],
        "columns": _columns(raw) if is_flat else [],
        "targets": _targets(spec) if is_flat else [],
        "mapping": chosen if is_flat else {},
        "records": shown[:RECORDS],
        "fit": sum(one.fit for one in found),
        "refused": sum(one.refused for one in found),
        "faults": faults[:FAULTS],
        "responses": sum(one.responses for one in found),
        "kept": [kept for one in found for kept in one.kept][:FAULTS],
        "mended": _mended(found),
    }  # fmt: skip


def _guessed(spec: Spec, raw: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the project says of its columns, where the file has them, and a guess of the others."""
    own = {target: column for target, column in spec.mapping.items() if any(column in row for row in raw)}
    heads = {target.split(".")[0] for target in own}
    return {target: column for target, column in guess(spec, raw).items() if target.split(".")[0] not in heads} | own


def _raw(spec: Spec, files: Sequence[File], format: str, until: float) -> list[Mapping[str, Any]]:
    """The first rows as the files have them."""
    rows: list[Mapping[str, Any]] = []
    for file in files[:RAW]:
        try:
            rows += rehearse(file, format, {}, spec, Bounds(RAW, until, records=0, raw=RAW, faults=0)).rows
        except Unreadable:
            continue
        if len(rows) >= RAW or time.monotonic() > until:
            break
    return rows[:RAW]


def _rehearsed(
    spec: Spec, files: Sequence[File], format: str, mapping: Mapping[str, str], until: float
) -> list[Rehearsed]:
    found: list[Rehearsed] = []
    for file in files:
        if found and time.monotonic() > until:
            break
        try:
            found.append(rehearse(file, format, mapping, spec, Bounds(ROWS, until, RECORDS, faults=FAULTS)))
        except Unreadable as error:
            found.append(unreadable(file, error))
    return found


def _records(found: Sequence[Rehearsed]) -> list[dict[str, Any]]:
    """The first of each file in turn, so that several kinds are seen."""
    deepest = max((len(one.records) for one in found), default=0)
    return [one.records[at] for at in range(deepest) for one in found if at < len(one.records)][:RECORDS]


def _kinds(found: Sequence[Rehearsed]) -> list[dict[str, Any]]:
    alike: dict[str | None, list[Rehearsed]] = {}
    for one in found:
        alike.setdefault(one.format, []).append(one)
    return [
        {
            "format": name,
            "title": registry()[name].title if name else "",
            "why": registry()[name].signs if name and some[0].why else "",
            "files": len(some),
            "names": [one.file.name for one in some[:NAMES]],
            "fit": sum(one.fit for one in some),
            "refused": sum(one.refused for one in some),
        }
        for name, some in alike.items()
    ]  # fmt: skip


def _columns(raw: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    names = dict.fromkeys(name for row in raw for name in row)
    return [{"name": name, "examples": _examples(raw, name)} for name in names]


def _examples(raw: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    told = (row.get(name) for row in raw)
    texts = (
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in told if one not in (None, "")
    )
    return list(dict.fromkeys(text[:LETTERS] for text in texts))[:EXAMPLES]


def _targets(spec: Spec) -> list[dict[str, Any]]:
    """Where a column may go: the fields, then what else a record has."""
    fields = [
        {"name": name, "title": field.title, "required": field.required, "several": _several(field)}
        for name, field in spec.fields.items()
        if not field.versions_of
    ]
    return fields + [{"name": name, "title": "", "required": False, "several": False} for name in OWN]


def _several(field: FieldDef) -> bool:
    """Whether it is made of elements with texts, each of which may be a column."""
    made = [{"id": letter, "text": "Words."} for letter in "ab"]
    return not any(field.kind.validate(field.spec, made))


def _mended(found: Sequence[Rehearsed]) -> dict[str, int]:
    out: dict[str, int] = {}
    for one in found:
        for what, count in one.mended.items():
            out[what] = out.get(what, 0) + count
    return out
