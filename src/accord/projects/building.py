"""What a lead asks for while composing a project: faults with lines, a record as people would see it, earlier versions."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from accord.ground.database import Database
from accord.ground.errors import NotFound
from accord.people.service import Caller
from accord.projects import queries, service
from accord.schema import Spec, SpecError, check_record, new_presentation, parse, present
from accord.schema.changes import changes

MOST_VERSIONS = 200  # listed with what each changed; older ones are still read by their number


def check(source: str, record: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What is wrong with a project's YAML, the spec where nothing is, and a record as a person would get it. Nothing is stored."""
    try:
        spec = parse(source)
    except SpecError as error:
        return {"faults": [fault.json() for fault in error.faults], "spec": None, "shown": None, "record_faults": []}
    seen, faults = (None, []) if record is None else shown(spec, record)
    return {"faults": [], "spec": spec.json(), "shown": seen, "record_faults": faults}


def shown(spec: Spec, record: Mapping[str, Any]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """A record as a person would get it, or why it does not fit."""
    shape, faults = check_record(spec, {key: part for key, part in record.items() if key != "gold"})
    if faults:
        return None, [fault.json() for fault in faults]
    order = new_presentation(spec, shape, random.Random(shape["id"]))  # the same each time: what is looked at stays
    return {"record": present(spec, shape, order), "presentation": order}, []


def versions(db: Database, caller: Caller, project: str) -> list[dict[str, Any]]:
    """The newest versions, newest first: who made each, when, and what it changed.

    Raises:
        NotFound, Forbidden: the project is not the caller's, or they are no lead of it.
    """
    found = service.get(db, caller, project)
    found.needs("lead")
    with db.read() as c:
        rows = queries.list_versions(c, found.id, MOST_VERSIONS + 1)
        specs = [service.spec_of(db, c, found.id, row.version) for row in rows]
    out = []
    for at, row in enumerate(rows[:MOST_VERSIONS]):
        earlier = rows[at + 1] if at + 1 < len(rows) else None
        told = changes(specs[at + 1], specs[at]) if earlier is not None else []
        new_words = earlier is not None and earlier.guidelines_hash != row.guidelines_hash
        one = {"version": row.version, "created_at": row.created_at, "created_by": row.person, "told": row.changes}
        out.append({**one, "changes": [change.json() for change in told], "guidelines_changed": new_words})
    return out


def version(db: Database, caller: Caller, project: str, number: int) -> dict[str, Any]:
    """A version as it was written.

    Raises:
        NotFound, Forbidden: there is none of that number, or the caller is no lead.
    """
    found = service.get(db, caller, project)
    found.needs("lead")
    with db.read() as c:
        row = queries.version(c, found.id, number)
    if row is None:
        raise NotFound(f"{project} has no version {number}")
    return {"version": row.version, "source": row.source or "", "spec": row.spec, "guidelines": row.guidelines}
