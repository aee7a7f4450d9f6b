"""Assignments and responses as JSON; ids on the wire (`as_1`, `re_9`)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from accord.ground.errors import NotFound
from accord.projects.service import ProjectRow
from accord.schema import present

ASSIGNMENT = re.compile(r"as_([1-9][0-9]{0,17})\Z")
RESPONSE = re.compile(r"re_([1-9][0-9]{0,17})\Z")


def assignment_number(name: str) -> int:
    """The number in `as_17`.

    Raises:
        NotFound: it is none.
    """
    found = ASSIGNMENT.match(name)
    if found is None:
        raise NotFound("There is no such assignment")
    return int(found[1])


def response_number(name: str) -> int:
    """The number in `re_9`.

    Raises:
        NotFound: it is none.
    """
    found = RESPONSE.match(name)
    if found is None:
        raise NotFound("There is no such response")
    return int(found[1])


SUGGESTIONS = "@suggestions"
"""Of a response's presentation: what the person did with suggestions. No field is called so."""


def moment(at: datetime | None) -> str | None:
    """RFC 3339 in UTC.

    >>> moment(datetime(2026, 1, 2, tzinfo=UTC))
    '2026-01-02T00:00:00Z'
    """
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at is not None else None


def assignment(row: Row[Any], project: ProjectRow, beside: Mapping[str, Any] = {}) -> dict[str, Any]:
    """An assignment as its person sees it: the record without gold, hidden parts and model names; `beside` as `showing` has it."""
    name = masked(project.salt, row.key) if project.spec.quality.hides and project.role != "lead" else row.key
    record = present(project.spec, {"id": name, **row.body}, row.presentation)
    out = {
        "id": f"as_{row.id}",
        "project": project.name,
        "record": record,
        "stage": row.stage,
        "cycle": row.cycle,
        "spec_version": row.spec_version,
        "presentation": row.presentation,
        "draft": row.draft,
        "lease_until": moment(row.lease_until),
        "state": row.state,
    }
    if row.response_id is not None:
        response = {"response": f"re_{row.response_id}", "revision": row.revision, "answers": row.answers}
        out |= {**response, "submitted_at": moment(row.submitted_at), "surplus": bool(row.surplus)}
    return {**out, **beside}


def masked(salt: str, key: str) -> str:
    """The name that a record goes by where known answers hide: always the same, and saying nothing.

    >>> masked("2026", "gold-1")
    'r-1e389458f32fe00d'
    """
    return "r-" + hashlib.sha256(f"{salt}/record/{key}".encode()).hexdigest()[:16]


def response(row: Row[Any], person: str) -> dict[str, Any]:
    """A revision in the response shape; `surplus` is there only where it is true, `hidden` only on known answers in hiding."""
    out = {
        "response": f"re_{row.id}",
        "record": row.key,
        "stage": row.stage,
        "cycle": row.cycle,
        "person": person,
        "revision": row.revision,
        "parent": f"re_{row.parent_id}" if row.parent_id is not None else None,
        "answers": row.answers,
        "presentation": row.presentation,
        "spec_version": row.spec_version,
        "guidelines": row.guidelines,
        "active_seconds": row.active_seconds,
        "wall_seconds": row.wall_seconds,
        "claimed_at": moment(row.claimed_at),
        "submitted_at": moment(row.submitted_at),
    }
    out |= {"surplus": True} if row.surplus else {}
    return {**out, "hidden": row.hidden} if getattr(row, "hidden", None) else out
