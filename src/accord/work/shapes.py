"""Assignments and responses as JSON; ids on the wire (`as_1`, `re_9`), pseudonyms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import Row

from accord.ground.errors import NotFound
from accord.schema import Spec, present

ASSIGNMENT = re.compile(r"as_([1-9][0-9]{0,17})\Z")


def assignment_number(name: str) -> int:
    """The number in `as_17`.

    Raises:
        NotFound: it is none.
    """
    found = ASSIGNMENT.match(name)
    if found is None:
        raise NotFound("There is no such assignment")
    return int(found[1])


def moment(at: datetime | None) -> str | None:
    """RFC 3339 in UTC.

    >>> moment(datetime(2026, 1, 2, tzinfo=UTC))
    '2026-01-02T00:00:00Z'
    """
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at is not None else None


def pseudonym(project_id: int, user_id: int) -> str:
    """A person's name in exports: the same in every export of the project, another in every other project.

    >>> pseudonym(1, 2) == pseudonym(1, 2) != pseudonym(2, 2)
    True
    """
    return "an-" + blake2b(f"accord {project_id} {user_id}".encode(), digest_size=5).hexdigest()


def assignment(row: Row[Any], project: str, spec: Spec, shown: Sequence[Row[Any]] = ()) -> dict[str, Any]:
    """An assignment as its person sees it: the record without gold, hidden parts and model names."""
    record = present(spec, {"id": row.key, **row.body}, row.presentation)
    out = {
        "id": f"as_{row.id}",
        "project": project,
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
    if shown:
        out["shown"] = [
            {"stage": r.stage, "cycle": r.cycle, "person": pseudonym(row.project_id, r.user_id), "answers": r.answers}
            for r in shown
        ]
    return out


def response(row: Row[Any], person: str) -> dict[str, Any]:
    """A revision in the response shape; `surplus` is there only where it is true."""
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
    return {**out, "surplus": True} if row.surplus else out
